/** Binds an endpoint of the contract to its handler: authenticate, parse, allow, run, answer. */
import { type EndpointDefinition, isRead, type Json, type Output } from "@loam/schema"
import type { Context, Hono } from "hono"
import { authenticate } from "../auth/authenticate.ts"
import { inTransaction } from "../db/in-transaction.ts"
import type { Db } from "../db/tables.ts"
import { clientAddress } from "./address.ts"
import { allowed } from "./allow.ts"
import { parseRequest } from "./body.ts"
import { type Handler, type HandlerContext, JsonText, Reply, type Services } from "./context.ts"
import { refuseWritesWithoutRoom } from "./disk-reserve.ts"
import { claim, type Memory, Overtaken, recall, remember, requestHash } from "./idempotency.ts"

export interface BindOptions<E extends EndpointDefinition> {
  /** `false` for handlers that bring their own transactions (streams). */
  readonly transaction?: boolean
  /** For large answers, whose `Reply` says what is `kept` of them: makes one whole again. */
  readonly recall?: (kept: Json, context: HandlerContext<E>) => Promise<Output<E> | JsonText<Output<E>>>
}

export type Bind = <E extends EndpointDefinition>(
  endpoint: E,
  handler: Handler<E>,
  options?: BindOptions<E>,
) => void

function asReply<Body>(value: Body | JsonText<Body> | Reply<Body>): Reply<Body> {
  return value instanceof Reply ? value : new Reply<Body>(value)
}

/** What is remembered of an answer: by the contract it is JSON, streams are not answered from a transaction. */
function keptOf<Body>({ body, kept }: Reply<Body>): Json {
  if (kept !== undefined) return kept
  return body instanceof JsonText ? (JSON.parse(body.text) as Json) : ((body ?? null) as Json)
}

/** The hash of a request is quick to compute: a password in it could be guessed by whoever reads the database. */
function withoutPassword(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("password" in body)) return body ?? null
  const { password: _, ...rest } = body
  return rest
}

function hashOf<E extends EndpointDefinition>(
  endpoint: E,
  { request, query, body }: Pick<HandlerContext<E>, "request" | "query" | "body">,
): string {
  const { pathname } = new URL(request.url)
  return requestHash(endpoint.method, pathname, { query: query ?? null, body: withoutPassword(body) })
}

const again = <E extends EndpointDefinition>({ status, body }: Memory): Reply<Output<E>> =>
  new Reply(body as Output<E>, { status, headers: { "Idempotent-Replay": "true" } })

/** The same for a handler that brings its own transactions, and keeps its answer in one of them. */
async function runWithKey<E extends EndpointDefinition>(
  endpoint: E,
  handler: Handler<E>,
  context: HandlerContext<E>,
): Promise<Reply<Output<E>>> {
  const key = context.request.headers.get("idempotency-key")
  if (!key || !context.actor) return asReply(await handler(context))
  const userId = context.actor.id
  const hash = hashOf(endpoint, context)
  const earlier = await recall(context.db, userId, key, hash)
  if (earlier) return again(earlier)
  const once: HandlerContext<E>["once"] = async (transaction, work) => {
    // First of all: a second request with this key waits here until the first is through.
    const quicker = await claim(transaction, userId, key, hash)
    if (quicker) throw new Overtaken(quicker)
    const body = await work()
    // By the contract it is JSON.
    await remember(transaction, userId, key, { status: endpoint.status, body: body as Json })
    return body
  }
  try {
    return asReply(await handler({ ...context, once }))
  } catch (error) {
    if (error instanceof Overtaken) return again(error.memory)
    throw error
  }
}

/** Runs a handler under an idempotency key, or recalls what the first request with that key was answered. */
async function runOnce<E extends EndpointDefinition>(
  endpoint: E,
  handler: Handler<E>,
  context: HandlerContext<E>,
  options: BindOptions<E>,
): Promise<Reply<Output<E>>> {
  const key = context.request.headers.get("idempotency-key")
  if (!key || !context.actor) return asReply(await handler(context))
  const hash = hashOf(endpoint, context)
  const earlier = await claim(context.db, context.actor.id, key, hash)
  if (earlier) {
    const body = options.recall ? await options.recall(earlier.body, context) : (earlier.body as Output<E>)
    return new Reply(body, { status: earlier.status, headers: { "Idempotent-Replay": "true" } })
  }
  const reply = asReply(await handler(context))
  const status = reply.status ?? endpoint.status
  await remember(context.db, context.actor.id, key, { status, body: keptOf(reply) })
  return reply
}

function answer(c: Context, endpoint: EndpointDefinition, reply: Reply<unknown>): Response {
  for (const [name, value] of Object.entries(reply.headers))
    c.header(name, value, { append: name === "Set-Cookie" })
  const status = reply.status ?? endpoint.status
  if (reply.body instanceof Response) return reply.body
  if (endpoint.response === "empty") return c.body(null, status as 204)
  const text = reply.body instanceof JsonText ? reply.body.text : JSON.stringify(reply.body)
  return c.newResponse(text, status as 200, { "Content-Type": "application/json" })
}

/** Answers a function that binds endpoints to an app. */
export function binder(app: Hono, services: Services): Bind {
  return (endpoint, handler, options = {}) => {
    const writes = !isRead(endpoint)
    const inOneTransaction = writes && options.transaction !== false
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1")
    app.on(endpoint.method, path, async (c) => {
      const { db } = services.database
      const actor = await authenticate(services, c, endpoint.allow !== "public")
      const { params, query, body } = await parseRequest(endpoint, c)
      const scope = await allowed(db, endpoint.allow, actor, params, body)
      if (writes && endpoint.allow !== "public") await refuseWritesWithoutRoom(services)
      const context = (connection: Db) =>
        ({
          db: connection,
          actor,
          params,
          query,
          body,
          scope,
          services,
          request: c.req.raw,
          address: clientAddress(c, services.config.LOAM_PROXIES),
          once: (_transaction: Db, work: () => Promise<Output<typeof endpoint>>) => work(),
        }) as unknown as HandlerContext<typeof endpoint> // parsed by the endpoint's own schemas
      const reply = inOneTransaction
        ? await inTransaction(db, (transaction) => runOnce(endpoint, handler, context(transaction), options))
        : await runWithKey(endpoint, handler, context(db))
      return answer(c, endpoint, reply)
    })
  }
}
