/** A record as files hold it, whatever their layout: without times, and with names where a server has ids. */
import type { Json } from "@loam/schema"

export interface FileResponse {
  /** `null`: the file names nobody. */
  readonly user_id: string | null
  /** `null`: the file does not say. */
  readonly status: string | null
  readonly values: { [question: string]: { readonly value: Json } }
}

export interface FileSuggestion {
  readonly question: string
  readonly value: Json
  readonly type: string | null
  readonly agent: string | null
  readonly score: Json
}

export interface FileRecord {
  /** Of the server it was on. */
  readonly id: string | undefined
  readonly external_id: string | null
  readonly status: string | null
  readonly fields: { readonly [name: string]: Json }
  readonly metadata: { readonly [name: string]: Json }
  readonly vectors: { readonly [name: string]: readonly number[] }
  readonly suggestions: readonly FileSuggestion[]
  readonly responses: readonly FileResponse[]
  readonly inserted_at?: string | null
  readonly updated_at?: string | null
}

/** One person's answer to one question; `nth` of those to that question. */
export interface FileAnswer {
  readonly question: string
  readonly nth: number
  readonly user: string | null
  readonly status: string | null
  readonly value: Json
}

/** The package writes `str(None)`. */
export const nobody = (user: string | null | undefined) => (user === "None" ? null : (user ?? null))

/** Answers of a person to several questions are one response; those without an author go by their order. */
export function gather(answers: Iterable<FileAnswer>): FileResponse[] {
  const found = new Map<string, FileResponse>()
  for (const { question, nth, user, status, value } of answers) {
    const key = user ?? `nobody ${nth}`
    const response = found.get(key) ?? { user_id: user, status, values: {} }
    found.set(key, response)
    // Discarded answers need none.
    if (value !== null) response.values[question] = { value }
  }
  return [...found.values()]
}

/** Tables fill what a row has not with null. */
export const withoutNulls = <Value>(members: { readonly [name: string]: Value | null | undefined }) =>
  Object.fromEntries(
    Object.entries(members).filter(
      (entry): entry is [string, Value] => entry[1] !== null && entry[1] !== undefined,
    ),
  )
