/** A server in front of the server: late, or broken on purpose, and it remembers what went through. */
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { buffer } from "node:stream/consumers"
import { setTimeout as pause } from "node:timers/promises"

export interface Passed {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly at: number
  /** What came back; 0 when the answer was lost on the way. */
  readonly status: number
}

/** What to do with a request of the API instead of passing it on unharmed. */
export type Fate =
  | { readonly kind: "pass" }
  /** The server never sees it. */
  | { readonly kind: "answer"; readonly status: number; readonly body?: unknown }
  /** The server has done it, and nobody hears of it. */
  | { readonly kind: "lose the answer" }

interface ProxyOptions {
  /** Milliseconds by which every answer of the API is late. */
  readonly late?: number
  readonly fate?: (request: { readonly method: string; readonly path: string }) => Fate
}

export interface Proxy {
  readonly url: string
  readonly passed: readonly Passed[]
  set(options: ProxyOptions): void
  stop(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage["headers"]
  readonly body: Buffer
}

function forward(target: URL, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", url = "/", headers } = request
    const outgoing = send(
      { host: target.hostname, port: target.port, method, path: url, headers },
      (incoming) => {
        const { statusCode: status = 502, headers: answered } = incoming
        buffer(incoming).then((content) => resolve({ status, headers: answered, body: content }), reject)
      },
    )
    outgoing.once("error", reject)
    outgoing.end(body)
  })
}

export async function startProxy(targetUrl: string, initial: ProxyOptions = {}): Promise<Proxy> {
  const target = new URL(targetUrl)
  const passed: Passed[] = []
  const sockets = new Set<Socket>()
  let options = initial

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "GET", url: path = "/" } = request
    const isApi = path.startsWith("/api/")
    const { late = 0, fate } = options
    const content = await buffer(request)
    const chosen: Fate = (isApi && fate?.({ method, path })) || { kind: "pass" }
    const at = Date.now()
    const note = (status: number) => passed.push({ method, path, body: content.toString(), at, status })
    if (chosen.kind === "answer") {
      note(chosen.status)
      response.writeHead(chosen.status, { "Content-Type": "application/json" })
      response.end(JSON.stringify(chosen.body ?? { detail: "made up by a test" }))
      return
    }
    const answer = await forward(target, request, content)
    if (isApi) await pause(late)
    if (chosen.kind === "lose the answer") {
      note(0)
      request.socket.destroy()
      return
    }
    if (isApi) note(answer.status)
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }

  const server: Server = createServer((request, response) => {
    // The server behind may be down: then the browser finds nobody, as it would without the proxy.
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.on("connection", (socket) => {
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    set: (next) => {
      options = next
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
