/** Somewhere for webhooks to be sent to: keeps what arrives, answers what it is told to. */
import { createServer, type IncomingHttpHeaders } from "node:http"
import type { AddressInfo } from "node:net"

export interface Arrived {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly message: { readonly type: string; readonly data: Record<string, unknown> }
}

export interface Receiver {
  readonly url: string
  readonly arrived: Arrived[]
  /** What it answers from now on: a status, or `never`. */
  answer: number | "never"
  readonly close: () => Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const arrived: Arrived[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    arrived.push({
      path: request.url ?? "",
      headers: request.headers,
      body,
      message: JSON.parse(body) as Arrived["message"],
    })
    if (receiver.answer !== "never")
      response.writeHead(receiver.answer, { location: "http://127.0.0.1:9/elsewhere" }).end("x")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  server.unref()
  const { port } = server.address() as AddressInfo // it listens on a port, not on a path
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    arrived,
    answer: 204,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}

/** Waits until something holds; says after 15 s that it never did. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 15_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
