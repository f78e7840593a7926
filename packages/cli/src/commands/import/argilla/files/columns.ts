/** A row as argilla 2.x writes it to tables: a column for each field, three for the answers to a question, three for its suggestion. */
import type { Json } from "@loam/schema"
import { z } from "zod"
import type { SourceSettings } from "../source.ts"
import { anyJson, check, refuse } from "./check.ts"
import {
  type FileAnswer,
  type FileRecord,
  type FileResponse,
  gather,
  nobody,
  withoutNulls,
} from "./file-record.ts"

type Row = { readonly [column: string]: Json }

const list = z.array(anyJson).nullish()
const words = z.array(z.string().nullable()).nullish()
const word = z.union([z.string(), z.number()]).nullish()
const empties = z.array(z.object({ user_id: z.string().nullable(), status: z.string() })).nullish()
const vector = z.array(z.number()).nullish()

/** Metadata that no property describes, as Loam's server writes them: JSON in one column. */
const extraMetadata = "_extra_metadata"
/** Answers without a value, as Loam's server writes them. */
const emptyResponses = "_empty_responses"
const own = new Set(
  "id status _server_id inserted_at updated_at external_id".split(" ").concat(extraMetadata, emptyResponses),
)
const partOfQuestion = /\.(responses|suggestion)(\.\w+)?$/

const text = (value: string | number | null | undefined) =>
  value === null || value === undefined ? null : String(value)

/** What was null in a list stays; what is null in an object was filled in to make all objects alike. */
function withoutFilling(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutFilling)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(withoutNulls(value)).map(([name, member]) => [name, withoutFilling(member)]),
  )
}

const kindOf = ({ settings }: { readonly settings: { readonly type?: unknown } }) => settings.type

/** Where JSON of any shape is wanted, tables hold its text. */
function parsed(value: Json | undefined, isFree: boolean): Json {
  if (!isFree || typeof value !== "string") return value ?? null
  try {
    return JSON.parse(value)
  } catch {
    // The server says what is wrong with it, with its row.
    return value
  }
}

/** Checks once, before the first row, that table and settings belong together. */
export function checkColumns(
  columns: ReadonlySet<string>,
  { fields, questions }: SourceSettings,
  place: string,
) {
  const missing = fields.filter(({ name, required }) => required && !columns.has(name))
  if (missing.length > 0)
    throw refuse(
      place,
      `it has no column '${missing[0]?.name}', which the settings beside it have as a field. Are they of one dataset?`,
    )
  const known = new Set(questions.map(({ name }) => name))
  for (const column of columns) {
    const question = column.replace(partOfQuestion, "")
    if (question !== column && !known.has(question) && column.startsWith(`${question}.responses`))
      throw refuse(
        place,
        `its column '${column}' has answers to a question that the settings beside it do not have. Are they of one dataset?`,
      )
  }
}

const withoutValues = (row: Row, place: string): FileResponse[] =>
  check(empties, parsed(row[emptyResponses], true), `${place}, '${emptyResponses}'`)?.map(
    ({ user_id, status }) => ({ user_id: nobody(user_id), status, values: {} }),
  ) ?? []

export function columnsReader(settings: SourceSettings): (row: Row, place: string) => FileRecord {
  const fields = new Map(settings.fields.map((field) => [field.name, kindOf(field)]))
  const properties = new Set(settings.metadata_properties.map(({ name }) => name))
  const vectors = settings.vectors_settings.map(({ name }) => name)
  const questions = settings.questions.map(({ name }) => name)
  const known = (column: string) =>
    fields.has(column) ||
    own.has(column) ||
    vectors.includes(column) ||
    column.startsWith("vector.") ||
    partOfQuestion.test(column)

  function* answers(row: Row, place: string): Generator<FileAnswer> {
    for (const question of questions) {
      const values = check(list, row[`${question}.responses`], `${place}, '${question}.responses'`) ?? []
      const users =
        check(words, row[`${question}.responses.users`], `${place}, '${question}.responses.users'`) ?? []
      const statuses =
        check(words, row[`${question}.responses.status`], `${place}, '${question}.responses.status'`) ?? []
      for (const [nth, value] of values.entries())
        yield { question, nth, user: nobody(users[nth]), status: statuses[nth] ?? null, value }
    }
  }

  /** Metadata stand under their own names, or those of the server's export under `metadata.`. */
  function metadataOf(row: Row): Row {
    const found: Record<string, Json> = {}
    for (const [column, value] of Object.entries(row)) {
      const name = column.startsWith("metadata.") ? column.slice("metadata.".length) : column
      if (name === column && known(column) && !properties.has(column)) continue
      const values = Array.isArray(value) ? value.filter((member) => member !== null) : undefined
      // The server's export makes lists of all terms.
      if (name !== column && values && values.length < 2) found[name] = values[0] ?? null
      else found[name] = withoutFilling(value)
    }
    Object.assign(found, parsed(row[extraMetadata], true))
    return withoutNulls(found)
  }

  return (row, place) => ({
    id: text(check(word, row._server_id, `${place}, '_server_id'`)) ?? undefined,
    external_id: text(check(word, row.id, `${place}, 'id'`)),
    status: text(check(word, row.status, `${place}, 'status'`)),
    inserted_at: text(check(word, row.inserted_at, `${place}, 'inserted_at'`)),
    updated_at: text(check(word, row.updated_at, `${place}, 'updated_at'`)),
    fields: withoutNulls(
      Object.fromEntries(
        [...fields].map(([name, kind]) => [
          name,
          withoutFilling(parsed(row[name], kind === "chat" || kind === "custom")),
        ]),
      ),
    ),
    metadata: metadataOf(row),
    vectors: withoutNulls(
      Object.fromEntries(
        vectors.map((name) => [
          name,
          check(vector, row[`vector.${name}`] ?? row[name], `${place}, '${name}'`),
        ]),
      ),
    ),
    suggestions: questions.flatMap((question) => {
      const value = row[`${question}.suggestion`] ?? null
      const agent = text(
        check(word, row[`${question}.suggestion.agent`], `${place}, '${question}.suggestion.agent'`),
      )
      const score = row[`${question}.suggestion.score`] ?? null
      return value === null ? [] : [{ question, value, type: null, agent, score }]
    }),
    responses: [...gather(answers(row, place)), ...withoutValues(row, place)],
  })
}
