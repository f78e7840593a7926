/** Typed calls derived from the endpoint table, over the browser's session cookie. */
import { type Api, api, type EndpointDefinition, type Input, type Output } from "@loam/schema"

export interface CallOptions {
  signal?: AbortSignal
}

type Call<E extends EndpointDefinition> = (input?: Input<E>, options?: CallOptions) => Promise<Output<E>>
export type Client = {
  readonly [G in keyof Api]: {
    readonly [N in keyof Api[G]]: Api[G][N] extends EndpointDefinition ? Call<Api[G][N]> : never
  }
}

/** A refusal of the server. */
export class ApiError extends Error {
  override readonly name = "ApiError"
  readonly status: number
  readonly retryAfter: number | undefined
  constructor(status: number, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

function sentence(body: unknown, status: number): string {
  if (typeof body === "object" && body !== null) {
    if ("detail" in body && typeof body.detail === "string") return body.detail
    if ("message" in body && typeof body.message === "string") return body.message
  }
  return `The server answered ${status}.`
}

function urlOf(base: string, definition: EndpointDefinition, input: Record<string, unknown>): URL {
  const path = definition.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  )
  const url = new URL(path, base)
  const query = Object.entries(input.query ?? {})
  for (const [key, value] of query) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) url.searchParams.append(key, String(one))
    }
  }
  return url
}

export function createClient(settings: { baseUrl: string; fetch: typeof fetch }): Client {
  const call = async (
    definition: EndpointDefinition,
    input: Record<string, unknown>,
    options: CallOptions,
  ) => {
    const response = await settings.fetch(urlOf(settings.baseUrl, definition, input), {
      method: definition.method,
      ...(options.signal ? { signal: options.signal } : {}),
      ...(input.body === undefined
        ? {}
        : { body: JSON.stringify(input.body), headers: { "content-type": "application/json" } }),
    })
    if (definition.response === "stream" && response.ok) return response
    const body: unknown = await response.json().catch(() => undefined)
    if (response.ok) return body
    const after = Number(response.headers.get("retry-after"))
    throw new ApiError(response.status, sentence(body, response.status), after > 0 ? after : undefined)
  }
  const groups = Object.entries(api).map(([group, endpoints]) => [
    group,
    Object.fromEntries(
      Object.entries(endpoints).map(([name, definition]: [string, EndpointDefinition]) => [
        name,
        (input: Record<string, unknown> = {}, options: CallOptions = {}) => call(definition, input, options),
      ]),
    ),
  ])
  // The table was walked by its own keys, which the compiler cannot follow.
  return Object.fromEntries(groups) as Client
}
