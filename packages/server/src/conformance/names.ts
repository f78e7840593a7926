/** The names that stand for ids and credentials in expectations, and what they stand for in this replay. */
import { randomUUID } from "node:crypto"
import type { Json } from "@loam/schema"
import { lengthened } from "./series.ts"

const repeated = /<([^<>"*]+)\*(\d+)>/g
const named = /<uuid:[\w-]+>/g

/** Names of ids that exist nowhere, also where a refusal repeats them. */
const nowhere = /^<uuid:(missing-|unknown)/

export interface Names {
  /** Ids that came to be, by name. */
  readonly ids: Map<string, string>
  /** Names of ids that answers bring. Others exist nowhere, or were chosen by a client: they are made up. */
  readonly answered: ReadonlySet<string>
  /** API keys and tokens, by username. */
  readonly keys: Map<string, string>
  readonly tokens: Map<string, string>
}

export function namesOf(exchanges: readonly { readonly body?: Json }[]): Names {
  const answered = new Set(exchanges.flatMap(({ body }) => JSON.stringify(body ?? null).match(named) ?? []))
  return { ids: new Map(), answered, keys: new Map(), tokens: new Map() }
}

/** Replaces names by what they stand for; ids that never came to be are made up and reported to `missing`. */
export function expander(names: Names, missing: (name: string) => void) {
  const text = (value: string, chosen = false): string =>
    value
      .replace(repeated, (_, piece: string, count: string) => piece.repeat(Number(count)))
      .replace(/<(\d+) ids>/g, (_, count: string) =>
        Array.from({ length: Number(count) }, () => randomUUID()).join(","),
      )
      .replaceAll("<time>", "2024-06-03T16:58:09.123456")
      .replace(/<key:([^>]+)>/g, (_, username: string) => names.keys.get(username) ?? "no such key")
      .replace(/<token:([^>]+)>/g, (_, username: string) => names.tokens.get(username) ?? "no such token")
      .replace(named, (name) => {
        const id = names.ids.get(name)
        if (id) return id
        if (!chosen && names.answered.has(name) && !nowhere.test(name)) missing(name)
        const made = randomUUID()
        names.ids.set(name, made)
        return made
      })
  const json = (value: Json, key?: string): Json => {
    // A body's own `id` is the client's choice: to be taken over, or to be ignored.
    if (typeof value === "string") return text(value, key === "id")
    if (Array.isArray(value)) return lengthened(value).map((item) => json(item))
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [text(name), json(member, name)]))
  }
  return { text, json }
}
