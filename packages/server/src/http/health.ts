/** Liveness, readiness and figures for whoever runs the server. */

import type { Hono } from "hono"
import { sql } from "kysely"
import type { Services } from "./context.ts"

export function healthRoutes(app: Hono, { database, log }: Services): void {
  app.get("/healthz", (c) => c.json({ status: "ok" }))
  app.get("/readyz", async (c) => {
    try {
      await sql`select 1`.execute(database.db)
      return c.json({ status: "ready" })
    } catch (error) {
      log.warn({ err: error }, "not ready")
      return c.json({ status: "the database does not answer" }, 503)
    }
  })
}
