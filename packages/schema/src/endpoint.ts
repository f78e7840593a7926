/** An endpoint is data: server, SDK, OpenAPI document and docs all read this one shape. */
import type { z } from "zod"
import type { Permission } from "./permissions.ts"

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** How the request body arrives. `json` unless said otherwise. */
export type Encoding = "json" | "form" | "ndjson"

export interface EndpointDefinition {
  readonly method: Method
  /** Path with `{name}` parameters; every parameter is a UUID unless `params` says otherwise. */
  readonly path: string
  readonly summary: string
  /** A POST that only reads (its question does not fit into an address): no transaction, no idempotency key. */
  readonly reads?: true
  /** Who may call it; the one place where an endpoint's permission is written. */
  readonly allow: Permission
  /** Status of success. */
  readonly status: 200 | 201 | 202 | 204
  /** Another status of success, with the same body: nothing new was made, or not all of it yet. */
  readonly otherStatus?: 200 | 202
  readonly params?: Readonly<Record<string, z.ZodType>>
  readonly query?: z.ZodObject
  readonly encoding?: Encoding
  readonly body?: z.ZodType
  /** `empty`: no body at all; `stream`: a file or a line-by-line report, see `produces`. */
  readonly response: z.ZodType | "empty" | "stream"
  readonly produces?: string
  /** Statuses of refusals that are particular to this endpoint (401, 403, 404, 422 follow from the rest). */
  readonly errors?: readonly number[]
}

/** Keeps the literal types of one endpoint while checking its shape. */
export function endpoint<const E extends EndpointDefinition>(definition: E): E {
  return definition
}

type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

/** Path parameters of an endpoint as its callers give them. */
export type PathParams<E extends EndpointDefinition> = { [Name in PathNames<E["path"]>]: string }

type ClientQuery<E extends EndpointDefinition> = E extends { query: infer Q extends z.ZodType }
  ? { query?: z.input<Q> }
  : unknown
type ClientBody<E extends EndpointDefinition> = E extends { body: infer B extends z.ZodType }
  ? undefined extends z.input<B>
    ? { body?: z.input<B> }
    : { body: z.input<B> }
  : unknown

/** What a client passes: path parameters by name, then `query` and `body`. */
export type Input<E extends EndpointDefinition> = PathParams<E> & ClientQuery<E> & ClientBody<E>

/** What a client gets back. */
export type Output<E extends EndpointDefinition> = E["response"] extends z.ZodType
  ? z.output<E["response"]>
  : E["response"] extends "stream"
    ? Response
    : undefined

/** Body and query as the server's handler receives them: parsed, defaults applied. */
export type ParsedBody<E extends EndpointDefinition> = E extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : undefined
export type ParsedQuery<E extends EndpointDefinition> = E extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : undefined

/** Names of the `{…}` parameters of a path, in order. */
export function pathParamNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")
}

/** True for endpoints that change nothing. */
export function isRead(endpoint: EndpointDefinition): boolean {
  return endpoint.method === "GET" || endpoint.reads === true
}
