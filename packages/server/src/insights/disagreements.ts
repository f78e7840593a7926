/** Records by how much people differ about them: scored over all answers, told for one page of them. */
import type { Disagreement, Disagreements, DisagreementsQuery, Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { type AnswerRow, answerRows, refuseTooMany } from "./answer-rows.ts"
import { type Asked, asAsked, counts, findAsked, givenAnswer } from "./asked.ts"
import { unifierOf } from "./unifiers.ts"

const excerptLength = 400
const confusionsMost = 20

interface Scored {
  readonly record_id: string
  readonly disagreement: number
  readonly answers: readonly { readonly rater: string; readonly value: Json }[]
}

/** What an answer says as labels: one, several, those ranked first, those of spans; ratings as they are written. */
function labelsOf(value: Json): string[] {
  if (!Array.isArray(value)) return typeof value === "object" ? [] : [String(value)]
  const found = value.flatMap((each) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return [String(each)]
    if ("rank" in each) return each.rank === 1 ? [String(each.value)] : []
    return [String(each.label)]
  })
  return [...new Set(found)]
}

/** Two different answers to one record, each pair once a record. Only where an answer is one label. */
function confusionsIn(asked: Asked, records: readonly Scored[]): Disagreements["confusions"] {
  const { type } = asked.question.settings
  if (type !== "label_selection" && type !== "rating") return []
  const pairs = new Map<string, { labels: [string, string]; records: number }>()
  for (const { answers } of records) {
    const said = [...new Set(answers.map(({ value }) => String(value)))].sort()
    said.forEach((one, at) => {
      for (const other of said.slice(at + 1)) {
        const key = JSON.stringify([one, other])
        const pair = pairs.get(key) ?? { labels: [one, other], records: 0 }
        pair.records += 1
        pairs.set(key, pair)
      }
    })
  }
  return [...pairs.values()].sort((a, b) => b.records - a.records).slice(0, confusionsMost)
}

/** Records with two or more answers, most disputed first; equal ones in the order in which they were first answered. */
async function scoredRecords(db: Db, asked: Asked): Promise<Scored[]> {
  await refuseTooMany(db, asked, "Finding what people differ about")
  const byRecord = new Map<string, { rater: string; value: Json }[]>()
  for await (const { record_id, user_id, value } of answerRows<AnswerRow>(db, asked)) {
    const answers = byRecord.get(record_id) ?? []
    answers.push({ rater: user_id, value })
    byRecord.set(record_id, answers)
  }
  // Keeping all, a unifier's confidence is the mean likeness of two answers, whatever the type of the question.
  const { unify } = unifierOf(asked, { name: "keep_all" })
  const scored: Scored[] = []
  for (const [record_id, answers] of byRecord) {
    if (answers.length < 2) continue
    const { confidence } = unify({ id: record_id, answers, suggestion: null })
    scored.push({ record_id, answers, disagreement: 1 - (confidence ?? 1) })
  }
  return scored.sort((a, b) => b.disagreement - a.disagreement)
}

type RecordRow = Omit<Disagreement, "record_id" | "disagreement"> & { id: string }

async function readRecords(db: Db, asked: Asked, ids: readonly string[]): Promise<Map<string, RecordRow>> {
  const { rows } = await sql<RecordRow>`
    select r.id, r.external_id, r.status, coalesce(left(r.fields ->> f.name, ${excerptLength}), '') as excerpt, (
      select json_agg(json_build_object('user', json_build_object('id', u.id, 'username', u.username),
        'value', ${givenAnswer(asked)}, 'submitted_at', wire_time(a.submitted_at)) order by a.submitted_at, a.seq)
      from responses a join users u on u.id = a.user_id where a.record_id = r.id and ${counts(asked)}
    ) as answers, (
      select json_build_object('value', s.value, 'agent', s.agent) from suggestions s
      where s.record_id = r.id and s.question_id = ${asked.question.id}
    ) as suggestion
    from records r left join lateral (
      select name from fields where dataset_id = r.dataset_id and jsonb_typeof(r.fields -> name) = 'string' order by seq limit 1
    ) f on true
    where r.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function disagreementsOn(
  db: Db,
  datasetId: string,
  { question, user_id, label = [], offset, limit }: DisagreementsQuery,
): Promise<Disagreements> {
  const asked = await findAsked(db, datasetId, question)
  const all = await scoredRecords(db, asked)
  const fitting = all.filter(({ answers }) => {
    if (user_id !== undefined && !answers.some(({ rater }) => rater === user_id)) return false
    return label.every((each) => answers.some(({ value }) => labelsOf(value).includes(each)))
  })
  const page = fitting.slice(offset, offset + limit)
  const records = await readRecords(
    db,
    asked,
    page.map(({ record_id }) => record_id),
  )
  const items = page.flatMap(({ record_id, disagreement }): Disagreement[] => {
    const record = records.get(record_id)
    if (!record) return []
    const { id: _, ...told } = record
    return [{ record_id, disagreement, ...told }]
  })
  const disputed = fitting.filter((each) => each.disagreement > 0).length
  return {
    question: asAsked(asked),
    total: fitting.length,
    disputed,
    items,
    confusions: confusionsIn(asked, all),
  }
}
