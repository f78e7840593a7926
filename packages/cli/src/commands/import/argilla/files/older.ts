/** A row as argilla 1.x writes it to tables: answers as a list of objects in the question's column. */
import type { Json } from "@loam/schema"
import { z } from "zod"
import type { SourceSettings } from "../source.ts"
import { anyJson, check, jsonMembers, refuse } from "./check.ts"
import { type FileRecord, gather, nobody, withoutNulls } from "./file-record.ts"

type Row = { readonly [column: string]: Json }

const answers = z
  .array(
    z
      .object({ user_id: z.string().nullish(), value: anyJson.nullish(), status: z.string().nullish() })
      .nullable(),
  )
  .nullish()
const origin = z
  .object({ type: z.string().nullish(), score: anyJson.nullish(), agent: z.string().nullish() })
  .nullish()
const vectors = z.record(z.string(), z.array(z.number()).nullable()).nullish()
const word = z.union([z.string(), z.number()]).nullish()

/** Loam's own table keeps free JSON as text. */
const parsed = (value: Json | undefined, place: string): Json => {
  if (typeof value !== "string") return value ?? null
  try {
    return JSON.parse(value)
  } catch (error) {
    throw refuse(place, `'${value.slice(0, 40)}' is not JSON. Export it again`, error)
  }
}

/** 32 bits hold about seven digits; the rest of a number's digits is noise that 64 bits show. */
function shortest(value: Json): Json {
  if (Array.isArray(value)) return value.map(shortest)
  if (typeof value !== "number" || Math.fround(value) !== value) return value
  for (let digits = 6; digits < 10; digits += 1) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

export function checkOlderColumns(columns: ReadonlySet<string>, settings: SourceSettings, place: string) {
  const names = [...settings.fields.filter(({ required }) => required), ...settings.questions]
  const missing = names.find(({ name }) => !columns.has(name))
  if (missing)
    throw refuse(
      place,
      `it has no column '${missing.name}', which the settings beside it have. Are they of one dataset?`,
    )
}

export function olderReader(settings: SourceSettings): (row: Row, place: string) => FileRecord {
  const questions = settings.questions.map(({ name }) => name)
  const suggestionOf = (row: Row, question: string, place: string) => {
    const value = shortest(row[`${question}-suggestion`] ?? null)
    const about = `${question}-suggestion-metadata`
    const { type, agent, score } = check(origin, row[about], `${place}, '${about}'`) ?? {}
    return value === null
      ? []
      : [{ question, value, type: type ?? null, agent: agent ?? null, score: shortest(score ?? null) }]
  }
  return (row, place) => ({
    id: undefined,
    external_id: check(word, row.external_id, `${place}, 'external_id'`)?.toString() ?? null,
    status: null,
    fields: withoutNulls(Object.fromEntries(settings.fields.map(({ name }) => [name, row[name]]))),
    metadata: check(jsonMembers, parsed(row.metadata, `${place}, 'metadata'`) ?? {}, `${place}, 'metadata'`),
    vectors: withoutNulls(check(vectors, shortestVectors(row.vectors), `${place}, 'vectors'`) ?? {}),
    suggestions: questions.flatMap((question) => suggestionOf(row, question, place)),
    responses: gather(
      questions.flatMap((question) =>
        (check(answers, row[question], `${place}, '${question}'`) ?? []).flatMap((answer, nth) =>
          answer === null
            ? []
            : [
                {
                  question,
                  nth,
                  user: nobody(answer.user_id),
                  status: answer.status ?? null,
                  value: answer.value ?? null,
                },
              ],
        ),
      ),
    ),
  })
}

const shortestVectors = (value: Json | undefined): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([name, vector]) => [name, shortest(vector)]))
    : (value ?? null)
