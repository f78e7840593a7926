/** The typed client: one method for each endpoint of the table; the only place where URLs are built. */
import {
  type Api,
  api,
  type EndpointDefinition,
  type Input,
  isRead,
  type Output,
  pathParamNames,
} from "@loam/schema"
import { type ApiError, errorFrom, InvalidInputError, notLoam, unreachable } from "./errors.ts"

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
function pauseBefore(attempt: number, response: Response | undefined, signal?: AbortSignal): Promise<void> {
  const asked = Number(response?.headers.get("retry-after") ?? Number.NaN)
  const milliseconds = Number.isFinite(asked) ? asked * 1000 : 250 * 2 ** attempt * (0.5 + Math.random())
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, Math.min(milliseconds, 10_000))
    function done() {
      signal?.removeEventListener("abort", stop)
      resolve()
    }
    function stop() {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener("abort", stop, { once: true })
  })
}

/** One request as it goes out, again and again if it must. */
interface Sending {
  readonly url: string
  readonly init: RequestInit
  readonly retries: number
}

function prepare(
  endpoint: EndpointDefinition,
  options: ClientOptions,
  input: AnyInput,
  each: CallOptions,
): Sending {
  const { type, body } = bodyOf(endpoint, input)
  const headers = new Headers({ Accept: "application/json" })
  if (type) headers.set("Content-Type", type)
  if (options.apiKey) headers.set("X-Argilla-Api-Key", checkedKey(options.apiKey))
  // A stream cannot be sent twice; everything else that writes gets a key, so that a retry is harmless.
  const once = body instanceof ReadableStream
  if (!isRead(endpoint) && !once && endpoint.allow !== "public") {
    headers.set("Idempotency-Key", each.idempotencyKey ?? randomKey())
  }
  const init: RequestInit & { duplex?: "half" } = { method: endpoint.method, headers }
  if (body !== undefined) init.body = body
  if (once) init.duplex = "half"
  if (each.signal) init.signal = each.signal
  if (each.keepalive) init.keepalive = true
  const retries = once || endpoint.allow === "public" ? 0 : (each.retries ?? options.retries ?? 4)
  const url = absolute(urlOf(endpoint, options.baseUrl, input))
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new InvalidInputError(
      `'${options.baseUrl}' is no address of a server; one is http://localhost:6900`,
    )
  return { url, init, retries }
}

/** 128 random bits. Not `crypto.randomUUID`: browsers have it on https and localhost only. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

/** What does not fit into a header was not copied whole; the platform's own error would print the key. */
function checkedKey(apiKey: string): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new InvalidInputError(
      "The API key contains spaces, line ends or letters outside ASCII: copy it again",
    )
  return apiKey
}

async function call(
  endpoint: EndpointDefinition,
  options: ClientOptions,
  input: AnyInput,
  each: CallOptions,
): Promise<unknown> {
  const { url, init, retries } = prepare(endpoint, options, input, each)
  const send = options.fetch ?? ((request: Request) => fetch(request))
  for (let attempt = 0; ; attempt += 1) {
    let response: Response | undefined
    let failure: unknown
    // A `fetch` of one's own may not look at the signal.
    each.signal?.throwIfAborted()
    try {
      response = await send(new Request(url, init))
      // Reading belongs to the attempt: an answer that breaks off half-way is no answer.
      if (response.ok) return await read(endpoint, response)
    } catch (error) {
      if (each.signal?.aborted) throw error
      if (error instanceof SyntaxError) throw notLoam(endpoint.method, url, error)
      response = undefined
      failure = error
    }
    if (attempt < retries && (!response || busy.has(response.status))) {
      await pauseBefore(attempt, response, each.signal)
      continue
    }
    const error = response
      ? errorFrom(
          endpoint.method,
          endpoint.path,
          response.status,
          await bodyOrNothing(response),
          secondsToWait(response),
        )
      : unreachable(endpoint.method, url, failure)
    options.onError?.(error)
    throw error
  }
}

function secondsToWait(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

const bodyOrNothing = (response: Response): Promise<unknown> => response.json().catch(() => undefined)

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
