/** The typed client: one method for each endpoint of the table; the only place where URLs are built. */
import { type Api, api, type EndpointDefinition, type Input, type Output, pathParamNames } from "@loam/schema"
import { type ApiError, errorFrom, unreachable } from "./errors.ts"

export interface ClientOptions {
  /** Where the server is, e.g. `http://localhost:6900`; empty in its own page. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  /** Another `fetch`: tests pass the server's own. */
  readonly fetch?: (request: Request) => Response | Promise<Response>
  /** Attempts after the first when no answer comes or the server is busy (429, 502, 503, 504). Default 4. */
  readonly retries?: number
  /** Called with every refusal, before it is thrown. */
  readonly onError?: (error: ApiError) => void
}

export interface CallOptions {
  /** Makes a retry by the caller harmless; made up for each write unless given. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
  /** Lets the request outlive the page it was sent from. */
  readonly keepalive?: boolean
  /** Overrides the client's number of retries. */
  readonly retries?: number
}

type Method<E extends EndpointDefinition> =
  Record<never, never> extends Input<E>
    ? (input?: Input<E>, options?: CallOptions) => Promise<Output<E>>
    : (input: Input<E>, options?: CallOptions) => Promise<Output<E>>

export type Client = {
  readonly [Noun in keyof Api]: {
    readonly [Verb in keyof Api[Noun]]: Api[Noun][Verb] extends EndpointDefinition
      ? Method<Api[Noun][Verb]>
      : never
  }
}

interface AnyInput {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly [param: string]: unknown
}

function urlOf(endpoint: EndpointDefinition, baseUrl: string, input: AnyInput): string {
  let path = endpoint.path
  for (const name of pathParamNames(path))
    path = path.replace(`{${name}}`, encodeURIComponent(String(input[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || value === null) continue
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  }
  const search = query.size > 0 ? `?${query}` : ""
  return `${baseUrl.replace(/\/$/, "")}${path}${search}`
}

function bodyOf(endpoint: EndpointDefinition, input: AnyInput): { type?: string; body?: BodyInit } {
  if (!endpoint.body || input.body === undefined) return {}
  if (endpoint.encoding === "form") return { body: new URLSearchParams(input.body as Record<string, string>) }
  if (endpoint.encoding === "ndjson") return { type: "application/x-ndjson", body: input.body as BodyInit }
  return { type: "application/json", body: JSON.stringify(input.body) }
}

const busy = new Set([429, 502, 503, 504])

/** 0.25, 0.5, 1, 2 s …, each a random half longer or shorter, or what the server asks for. */
function pauseBefore(attempt: number, response: Response | undefined): Promise<void> {
  const asked = Number(response?.headers.get("retry-after") ?? Number.NaN)
  const milliseconds = Number.isFinite(asked) ? asked * 1000 : 250 * 2 ** attempt * (0.5 + Math.random())
  return new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 10_000)))
}

/** 128 random bits. Not `crypto.randomUUID`: browsers have it on https and localhost only. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

function secondsToWait(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

async function call(
  endpoint: EndpointDefinition,
  options: ClientOptions,
  input: AnyInput,
  each: CallOptions,
): Promise<unknown> {
  const url = urlOf(endpoint, options.baseUrl, input)
  const { type, body } = bodyOf(endpoint, input)
  const headers = new Headers({ Accept: "application/json" })
  if (type) headers.set("Content-Type", type)
  if (options.apiKey) headers.set("X-Argilla-Api-Key", options.apiKey)
  // A stream cannot be sent twice; everything else that writes gets a key, so that a retry is harmless.
  const once = body instanceof ReadableStream
  if (endpoint.method !== "GET" && !once && endpoint.allow !== "public") {
    headers.set("Idempotency-Key", each.idempotencyKey ?? randomKey())
  }
  const send = options.fetch ?? ((request: Request) => fetch(request))
  const retries = once || endpoint.allow === "public" ? 0 : (each.retries ?? options.retries ?? 4)
  for (let attempt = 0; ; attempt += 1) {
    let response: Response | undefined
    let failure: unknown
    try {
      const init: RequestInit & { duplex?: "half" } = { method: endpoint.method, headers }
      if (body !== undefined) init.body = body
      if (once) init.duplex = "half"
      if (each.signal) init.signal = each.signal
      if (each.keepalive) init.keepalive = true
      response = await send(new Request(absolute(url), init))
    } catch (error) {
      if (each.signal?.aborted) throw error
      failure = error
    }
    if (response?.ok) return read(endpoint, response)
    if (attempt < retries && (!response || busy.has(response.status))) {
      await pauseBefore(attempt, response)
      continue
    }
    const error = response
      ? errorFrom(
          endpoint.method,
          endpoint.path,
          response.status,
          await response.json().catch(() => undefined),
          secondsToWait(response),
        )
      : unreachable(endpoint.method, url, failure)
    options.onError?.(error)
    throw error
  }
}

/** In a page a URL may lack the server: it is the page's own. */
function absolute(url: string): string {
  return url.startsWith("/") && typeof location !== "undefined" ? new URL(url, location.origin).href : url
}

async function read(endpoint: EndpointDefinition, response: Response): Promise<unknown> {
  if (endpoint.response === "stream") return response
  if (endpoint.response === "empty" || response.status === 204) return undefined
  return response.json()
}

/**
 * A client for a server. `client.datasets.create({ body: { name, workspace_id } })`: path parameters by name, `query`
 * and `body` beside them. Refusals throw {@link ApiError}.
 */
export function createClient(options: ClientOptions): Client {
  const nouns = Object.entries(api).map(([noun, endpoints]) => {
    const verbs = Object.entries<EndpointDefinition>(endpoints).map(([verb, endpoint]) => [
      verb,
      (input: AnyInput = {}, each: CallOptions = {}) => call(endpoint, options, input, each),
    ])
    return [noun, Object.fromEntries(verbs)]
  })
  // Built from the table that the type is derived from.
  return Object.fromEntries(nouns) as Client
}
