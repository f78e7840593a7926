/** What a handler is given. */
import type {
  EndpointDefinition,
  Json,
  Output,
  ParsedBody,
  ParsedQuery,
  PathParams,
  Role,
} from "@loam/schema"
import type { Logger } from "pino"
import type { Config } from "../config.ts"
import type { OpenedDatabase } from "../db/open.ts"
import type { Db } from "../db/tables.ts"
import type { Jobs } from "../jobs/index.ts"
import type { Threads } from "../threads/index.ts"

/** Who is calling, as stored now: a changed role holds from the next request on. */
export interface Actor {
  readonly id: string
  readonly username: string
  readonly role: Role
  /** How they showed who they are; a cookie needs a same-origin `Origin` to write. */
  readonly by: "api_key" | "bearer" | "cookie"
  /** The key they presented, so that an answer about themself may echo it. */
  readonly presented_key: string | null
}

/** Where the entity named by the endpoint's permission lives. */
export interface Scope {
  readonly workspace_id: string
  readonly dataset_id: string
}

/** What figures are worked out from: of the server, or of a thread of it, which has no threads of its own. */
export interface Reads {
  readonly database: { readonly db: Db }
  readonly threads?: Threads | undefined
}

/** What every part of the server may use. */
export interface Services extends Reads {
  readonly database: OpenedDatabase
  readonly config: Config
  readonly log: Logger
  readonly jobs: Jobs
  /** Absent: heavy figures are worked out where they are asked for. */
  readonly threads: Threads | undefined
  /** Key that signs sessions, the same for all processes on one database. */
  readonly sessionSecret: string
}

export interface HandlerContext<E extends EndpointDefinition> {
  /** A transaction for endpoints that write, so that either all of it happens or nothing. */
  readonly db: Db
  /** `public` endpoints may be called by nobody. */
  readonly actor: E["allow"] extends "public" ? Actor | null : Actor
  readonly params: PathParams<E>
  readonly query: ParsedQuery<E>
  readonly body: E["encoding"] extends "ndjson" ? undefined : ParsedBody<E>
  /** Empty ids where the permission names no entity. */
  readonly scope: Scope
  readonly services: Services
  readonly request: Request
  /**
   * For handlers that bring their own transactions: does the work under the request's key, in the transaction that makes
   * its answer true. Without a key it only does the work.
   */
  readonly once: (transaction: Db, work: () => Promise<Output<E>>) => Promise<Output<E>>
  /** Where the request came from; empty in process. */
  readonly address: string
}

/** An answer that is JSON text already: what the database wrote is not parsed only to be written again. */
export class JsonText<Body> {
  /** What the text says; for the compiler alone. */
  declare readonly body: Body
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

interface ReplyOptions {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** What to keep of it under an idempotency key, for a `recall` to make whole again; absent: all of it. */
  readonly kept?: Json
}

/** An answer with a status or headers of its own. */
export class Reply<Body> {
  readonly body: Body | JsonText<Body>
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly kept: Json | undefined
  constructor(body: Body | JsonText<Body>, options: ReplyOptions = {}) {
    this.body = body
    this.status = options.status
    this.headers = options.headers ?? {}
    this.kept = options.kept
  }
}

export type Handler<E extends EndpointDefinition> = (
  context: HandlerContext<E>,
) => Promise<Output<E> | JsonText<Output<E>> | Reply<Output<E>>>
