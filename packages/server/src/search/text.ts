/** Words in the texts of records: every word must occur, in whatever field; without an index, by looking. */
import { sql } from "kysely"
import { refuse } from "../http/errors.ts"
import type { DatasetRules } from "../records/index.ts"
import type { Sql } from "./json-target.ts"

type FieldRules = DatasetRules["fields"][number]

// Scripts that write no spaces between words: what is looked for may stand anywhere.
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}"
const letters = `(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}_])`
// A word may hold dots and apostrophes: v1.2.3, example.org, don't.
const token = new RegExp(`${letters}+(?:[.'’]${letters}+)*|[${unspaced}]+|\\p{Extended_Pictographic}`, "gu")
const isWord = new RegExp(`^${letters}`, "u")

/** The words of a query, and the other pieces that are looked for as they are. */
export function tokensOf(query: string): { word: boolean; text: string }[] {
  return [...new Set(query.match(token) ?? [])].map((text) => ({ word: isWord.test(text), text }))
}

function textOfField({ name, settings }: FieldRules): Sql {
  const value = sql`r.fields -> ${name}::text`
  switch (settings.type) {
    case "text":
      return sql`r.fields ->> ${name}::text`
    case "chat":
      return sql`(select string_agg(turn ->> 'content', E'\\n') from jsonb_array_elements(${value}) turn)`
    case "custom":
      return sql`(${value})::text`
    case "image":
      return sql`''`
  }
}

const escapeRegex = (text: string) => text.replaceAll(/[^\p{L}\p{N}\p{M}_]/gu, (sign) => `\\${sign}`)
const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)

/** A condition on the row called `r`; capitals do not matter. A query without a word finds nothing. */
export function textCondition(
  { id, fields }: DatasetRules,
  query: string,
  fieldName: string | null | undefined,
): Sql {
  const searched = fieldName == null ? fields : fields.filter((field) => field.name === fieldName)
  if (fieldName != null && searched.length === 0)
    throw refuse.invalid(`There is no field '${fieldName}' in the dataset ${id}`)
  const tokens = tokensOf(query)
  if (tokens.length === 0 || searched.length === 0) return sql`false`
  const text = sql`concat_ws(E'\\n', ${sql.join(searched.map(textOfField))})`
  const conditions = tokens.map(({ word, text: wanted }) =>
    word
      ? sql`${text} ~* ${`\\m${escapeRegex(wanted)}\\M`}`
      : sql`${text} ilike ${`%${escapeLike(wanted)}%`}`,
  )
  return sql`(${sql.join(conditions, sql` and `)})`
}
