/** What the 1.29 Python package needs beyond the contract. */
import type { Bind } from "../http/bind.ts"
import type { Services } from "../http/context.ts"
import { accountRoutes } from "./account-routes.ts"
import { oldInfoRoutes } from "./info-routes.ts"
import { oldRecordRoutes } from "./record-routes.ts"

export { classicClients } from "./classic-clients.ts"

export const oldRoutes: readonly ((bind: Bind, services: Services) => void)[] = [
  accountRoutes,
  oldInfoRoutes,
  oldRecordRoutes,
]
