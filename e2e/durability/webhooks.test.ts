import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { expect, it } from "vitest"
import { startLoam } from "../lib/loam.ts"

const server = (port: number, onMessage: (id: string, type: string) => void) =>
  createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { type } = JSON.parse(Buffer.concat(chunks).toString()) as { type: string }
    onMessage(String(request.headers["webhook-id"]), type)
    response.writeHead(204).end()
  }).listen(port, "127.0.0.1")

/** A port on which nobody listens yet. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => probe.once("listening", resolve))
  const { port } = probe.address() as AddressInfo // it listens on a port, not on a path
  await new Promise((resolve) => probe.close(resolve))
  return port
}

it("a server killed between a change and its messages sends them all after its restart", async () => {
  const port = await freePort()
  const loam = await startLoam()
  const arrived = new Map<string, string>()
  try {
    const url = `http://127.0.0.1:${port}/hook`
    await loam.owner.webhooks.create({ body: { url, events: ["dataset.created"] } })
    const workspace = await loam.owner.workspaces.create({ body: { name: "hooks" } })
    for (const name of ["a", "b", "c", "d"])
      await loam.owner.datasets.create({ body: { name, workspace_id: workspace.id } })
    await loam.kill()
    const receiver = server(port, (id, type) => arrived.set(id, type))
    await loam.restart()
    // What was being tried when the server died is due again 30 s later.
    for (let waited = 0; waited < 50_000 && arrived.size < 4; waited += 250) await pause(250)
    receiver.closeAllConnections()
    receiver.close()
    expect([...arrived.values()]).toEqual(Array(4).fill("dataset.created"))
  } finally {
    await loam.stop()
  }
}, 90_000)
