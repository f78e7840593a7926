/** A record as argilla 2.x writes it to JSON: answers by question, without a word on whether they were submitted. */
import { z } from "zod"
import { anyJson, check, jsonMembers } from "./check.ts"
import { type FileRecord, gather, nobody, withoutNulls } from "./file-record.ts"

const suggestion = z.object({
  value: anyJson,
  type: z.string().nullish(),
  score: anyJson.nullish(),
  agent: z.string().nullish(),
})
const answer = z.object({ value: anyJson, user_id: z.string().nullish(), status: z.string().nullish() })
const shape = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  _server_id: z.string().nullish(),
  status: z.string().nullish(),
  fields: jsonMembers,
  metadata: jsonMembers.nullish(),
  vectors: z.record(z.string(), z.array(z.number()).nullable()).nullish(),
  suggestions: z.record(z.string(), suggestion.nullable()).nullish(),
  responses: z.record(z.string(), z.array(answer).nullable()).nullish(),
})

export function readNested(value: unknown, place: string): FileRecord {
  const read = check(shape, value, place)
  const answers = Object.entries(read.responses ?? {}).flatMap(([question, given]) =>
    (given ?? []).map(({ user_id, status, value: own }, nth) => ({
      question,
      nth,
      user: nobody(user_id),
      status: status ?? null,
      value: own,
    })),
  )
  return {
    id: read._server_id ?? undefined,
    external_id: read.id === null || read.id === undefined ? null : String(read.id),
    status: read.status ?? null,
    fields: withoutNulls(read.fields),
    metadata: withoutNulls(read.metadata ?? {}),
    vectors: withoutNulls(read.vectors ?? {}),
    suggestions: Object.entries(withoutNulls(read.suggestions ?? {})).map(([question, own]) => ({
      question,
      value: own.value,
      type: own.type ?? null,
      score: own.score ?? null,
      agent: own.agent ?? null,
    })),
    responses: gather(answers),
  }
}
