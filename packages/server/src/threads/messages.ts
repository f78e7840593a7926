/** What passes between the server and a thread of it. */
import type { DatabaseOptions } from "../db/open.ts"
import type { TaskName } from "./tasks.ts"

/** How a thread reaches the database: by a connection of its own, or by asking (null). */
export interface ThreadOptions {
  readonly again: Pick<DatabaseOptions, "url" | "schema"> | null
}

export type ToThread =
  | { readonly kind: "task"; readonly id: number; readonly name: TaskName; readonly input: unknown }
  | {
      readonly kind: "rows"
      readonly id: number
      readonly rows: readonly unknown[]
      readonly affected: string
    }
  | { readonly kind: "no-rows"; readonly id: number; readonly error: Failure }

export type FromThread =
  | { readonly kind: "done"; readonly id: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly error: Failure }
  | {
      readonly kind: "query"
      readonly id: number
      readonly sql: string
      readonly parameters: readonly unknown[]
    }

/** An error as it travels: a refusal is one on the other side too. */
export interface Failure {
  readonly message: string
  readonly stack: string | undefined
  readonly code: string | undefined
  readonly refusal: { readonly status: number; readonly body: unknown } | undefined
}
