/** The whole server as one function of a request: no port, no globals; tests call `app.fetch`. */
import { openApiDocument } from "@loam/schema"
import { Hono } from "hono"
import { cors } from "hono/cors"
import { classicClients, oldRoutes } from "./compat/index.ts"
import { binder } from "./http/bind.ts"
import type { Services } from "./http/context.ts"
import { internalError, type Refusal, refusalFor } from "./http/errors.ts"
import { healthRoutes } from "./http/health.ts"
import { pages } from "./http/pages.ts"
import { routes } from "./routes.ts"
import { loamVersion } from "./version.ts"

export interface AppOptions {
  /** Folder of the built web app; absent: the API alone. */
  readonly webRoot?: string | undefined
}

const asResponse = (refusal: Refusal) =>
  Response.json(refusal.body, { status: refusal.status, headers: refusal.headers })

export function createApp(services: Services, options: AppOptions = {}): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    const refusal = refusalFor(error)
    if (refusal) return asResponse(refusal)
    services.log.error({ err: error, method: c.req.method, path: c.req.path }, "request failed")
    return asResponse(internalError())
  })
  // Keys and tokens may come from anywhere; cookies may not, so credentials are never allowed.
  app.use("/api/*", cors({ origin: "*", maxAge: 600 }))
  app.use("/api/*", async (c, next) => {
    await next()
    c.header("Cache-Control", "no-store")
    c.header("X-Content-Type-Options", "nosniff")
  })
  healthRoutes(app, services)
  classicClients(app, services)
  const bind = binder(app, services)
  for (const noun of [...routes, ...oldRoutes]) noun(bind, services)
  const document = JSON.stringify(openApiDocument(loamVersion))
  app.get("/api/openapi.json", (c) => c.body(document, 200, { "Content-Type": "application/json" }))
  unknownRoutes(app)
  if (options.webRoot) pages(app, options.webRoot, services.config.LOAM_IMAGE_HOSTS)
  return app
}

/** Below /api everything is JSON, also what does not exist: clients decode every answer. */
function unknownRoutes(app: Hono): void {
  const methodsOf = (path: string) => {
    const known = app.routes.filter((route) => route.path !== "/api/*" && matches(route.path, path))
    return [...new Set(known.map((route) => route.method))].filter((method) => method !== "ALL")
  }
  app.all("/api/*", (c) => {
    const methods = methodsOf(c.req.path)
    const bare = c.req.path.replace(/\/$/, "")
    if (methods.length === 0 && bare !== c.req.path && methodsOf(bare).length > 0)
      return c.redirect(bare + new URL(c.req.url).search, 307)
    if (methods.length === 0) return c.json({ detail: "Not Found" }, 404)
    return c.json({ detail: "Method Not Allowed" }, 405, { Allow: methods.join(", ") })
  })
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")]
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(":") || part === given[index])
  )
}
