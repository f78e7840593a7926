/** Everything an answer says about the person who gave it: what, in which order of options, how long it took. */
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { type AnswerRow, answerRows, refuseTooMany } from "./answer-rows.ts"
import { type Asked, givenAnswer } from "./asked.ts"
import type { Compared } from "./compared-texts.ts"
import { goldText } from "./gold-source.ts"

export interface Evidence extends AnswerRow {
  readonly submitted_at: string
  readonly gold: string | null
  readonly active_seconds: number | null
  /** Options as they were shown; null when unknown. */
  readonly shown: Json
  /** Null where there was no suggestion before the answer, or it was not seen. */
  readonly accepted: boolean | null
  /** Characters of the texts that are compared, by field. */
  readonly lengths: { readonly [field: string]: number | null } | null
}

/** Objects and sets are equal when each contains the other; plain values too. */
const isSuggested = (asked: Asked) =>
  sql`(${givenAnswer(asked)} @> s.value and s.value @> ${givenAnswer(asked)})`

/** Answers that do not say whether the suggestion was seen count as having seen it. */
function sawSuggestion(asked: Asked) {
  const seen = sql`e.context -> 'suggestions_seen'`
  return sql`(case jsonb_typeof(${seen})
    when 'boolean' then ${seen} = 'true'::jsonb
    when 'array' then ${seen} ? ${asked.question.name}::text
    else true end)`
}

/** In the order in which they were submitted. */
export async function evidenceOf(
  db: Db,
  asked: Asked,
  gold: string | undefined,
  compared: Compared | null,
): Promise<Evidence[]> {
  await refuseTooMany(db, asked, "Figures about people")
  const { name, id } = asked.question
  const shown = sql`case jsonb_typeof(e.context -> 'shown_order')
    when 'array' then e.context -> 'shown_order' when 'object' then e.context -> 'shown_order' -> ${name}::text end`
  const lengths = compared
    ? sql`(select jsonb_object_agg(f.name, char_length(r.fields ->> f.name))
        from records r cross join unnest(${[...compared.fields]}::text[]) f (name) where r.id = a.record_id)`
    : sql`null`
  const columns = sql`, a.submitted_at, ${lengths} as lengths,
    ${gold === undefined ? sql`null` : goldText(asked, gold)} as gold,
    (e.context ->> 'active_seconds')::float8 as active_seconds, ${shown} as shown,
    case when s.id is not null and ${sawSuggestion(asked)} then ${isSuggested(asked)} end as accepted`
  const joins = sql`
    left join lateral (
      select context from response_events e where e.response_id = a.id and e.action = 'submitted' order by e.seq desc limit 1
    ) e on true
    left join suggestions s on s.record_id = a.record_id and s.question_id = ${id} and s.updated_at <= a.updated_at`
  const rows: Evidence[] = []
  for await (const row of answerRows<Evidence>(db, asked, { columns, joins })) rows.push(row)
  return rows.sort(
    (a, b) =>
      Number(a.submitted_at > b.submitted_at) - Number(a.submitted_at < b.submitted_at) || a.seq - b.seq,
  )
}
