/** Where right answers stand: in metadata, in suggestions (of an agent), or in a table that came with the request. */
import type { Json } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import { refuse } from "../http/errors.ts"
import type { Asked } from "./asked.ts"
import { metadataKey } from "./slice-key.ts"
import type { RecordRow } from "./votes.ts"

/** The right answer to a record; null where there is none. */
export type GoldSource = (record: Omit<RecordRow, "seq" | "answers">) => Json

const suggested = /^suggestion(?::(?<agent>.+))?$/s

/** `metadata.key`, `suggestion`, or `suggestion:agent`. */
export function goldSource(parameter: string, text: string): GoldSource {
  const match = suggested.exec(text)
  if (!match) {
    if (!text.startsWith("metadata."))
      throw refuse.invalid(
        `${parameter} must be 'metadata.' and a key, 'suggestion', or 'suggestion:' and an agent, found '${text}'`,
      )
    const key = metadataKey(parameter, text)
    return ({ metadata }) => metadata?.[key] ?? null
  }
  const agent = match.groups?.agent
  return (record) => (agent === undefined || record.agent === agent ? record.suggestion : null)
}

/** By id or external id. */
export function goldTable(values: Readonly<Record<string, Json>>): GoldSource {
  const right = new Map(Object.entries(values))
  return ({ id, external_id }) => right.get(id) ?? right.get(external_id ?? "") ?? null
}

/** The same as a text, for a row `a` of responses. */
export function goldText(asked: Asked, text: string): RawBuilder<string | null> {
  // Refuses what is neither.
  goldSource("gold", text)
  const match = suggested.exec(text)
  if (!match)
    return sql`(select r.metadata ->> ${metadataKey("gold", text)}::text from records r where r.id = a.record_id)`
  const agent = match.groups?.agent
  return sql`(select g.value #>> '{}' from suggestions g where g.record_id = a.record_id
    and g.question_id = ${asked.question.id} ${agent === undefined ? sql`` : sql`and g.agent = ${agent}`})`
}

/** Answers are the same where they say the same: columns of files are texts as often as numbers, sets as often lists. */
export function isRight(value: Json, right: Json): boolean {
  if (!Array.isArray(value)) return value !== null && String(value) === String(right)
  const wanted = Array.isArray(right) ? right : String(right).split(",")
  const texts = (list: readonly Json[]) => new Set(list.map((each) => String(each).trim()).filter(Boolean))
  const [one, other] = [texts(value), texts(wanted)]
  return one.size === other.size && [...one].every((each) => other.has(each))
}
