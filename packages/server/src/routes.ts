/** Every noun's routes, on one screen. */
import type { Bind } from "./http/bind.ts"
import type { Services } from "./http/context.ts"
import { infoRoutes } from "./info/routes.ts"

export const routes: readonly ((bind: Bind, services: Services) => void)[] = [infoRoutes]
