/** Where a request came from, for counting failed sign-ins. */
import type { IncomingMessage } from "node:http"
import type { Context } from "hono"

/**
 * The address of the connection, or with `proxies` in front of the server what the outermost of them saw: each
 * appends the address it was called from, and what stands further left may be invented by the caller.
 */
export function clientAddress(c: Context, proxies: number): string {
  if (proxies > 0) {
    const hops = (c.req.header("x-forwarded-for") ?? "").split(",").map((each) => each.trim())
    const seen = hops.at(-proxies)
    if (seen) return seen
  }
  // Requests handed over in process, as tests do, come without a socket.
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  return incoming?.socket.remoteAddress ?? ""
}
