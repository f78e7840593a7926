/** A small Hugging Face Hub for tests: dataset repositories over HTTP on a free port, in memory. */
import { once } from "node:events"
import { createServer } from "node:http"
import { getRequestListener } from "@hono/node-server"
import { Hono } from "hono"
import { accountRoutes } from "./account-routes.ts"
import { commitRoutes } from "./commit-routes.ts"
import { readRoutes } from "./read-routes.ts"
import { createState, type HubState } from "./repos.ts"
import { uploadRoutes } from "./upload-routes.ts"

export interface Hub {
  readonly url: string
  readonly state: HubState
  /** Answers the next requests whose `METHOD /path` contains `match` with this status. */
  readonly fail: (match: string, times: number, status?: number) => void
  readonly stop: () => Promise<void>
}

export async function startHub(): Promise<Hub> {
  const state = createState()
  const app = new Hono()
  let url = ""
  const fail: Hub["fail"] = (match, times, status = 503) =>
    state.failures.push({ match, status, left: times })

  app.use(async (c, next) => {
    const said = `${c.req.method} ${c.req.path}`
    state.requests.push(said)
    const failure = state.failures.find(({ match, left }) => left > 0 && said.includes(match))
    if (!failure) return next()
    failure.left -= 1
    return new Response(JSON.stringify({ error: "Try again later" }), {
      status: failure.status,
      headers: { "Content-Type": "application/json" },
    })
  })
  for (const add of [accountRoutes, uploadRoutes, commitRoutes, readRoutes]) add(app, state, () => url)
  // For tests in another process.
  app.post("/-/fail", async (c) => {
    const { match, times, status } = await c.req.json<{ match: string; times: number; status?: number }>()
    fail(match, times, status)
    return c.body(null, 204)
  })
  app.get("/-/requests", (c) => c.json(state.requests))
  app.notFound((c) => c.json({ error: "Sorry, we can't find the page you are looking for." }, 404))

  const server = createServer(getRequestListener(app.fetch))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("the stand-in has no port")
  url = `http://127.0.0.1:${address.port}`
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url, state, fail, stop }
}
