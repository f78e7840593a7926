/** Policies made ready for a question; those that learn from all answers are kept until an answer changes. */
import { createHash } from "node:crypto"
import {
  createUnifier,
  needsCorpus,
  type PolicyOf,
  type Ratings,
  tabulate,
  type Unified,
} from "@loam/quality"
import type { Json, QuestionTypeName, SettingsOf } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Services } from "../http/context.ts"
import { type AnswerRow, answerRows, refuseTooMany } from "./answer-rows.ts"
import type { Asked } from "./asked.ts"
import { type Policy, refusingMisfits } from "./policy.ts"

export interface RecordVotes {
  readonly id: string
  /** In order of arrival. */
  readonly answers: readonly { readonly rater: string; readonly value: Json }[]
  readonly suggestion: Json
}

/** A unifier of any question type: values are JSON that was checked when it was written. */
export interface AnyUnifier {
  readonly policy: { readonly [parameter: string]: Json }
  readonly unify: (record: RecordVotes) => Unified<Json>
}

export function unifierOf(asked: Asked, policy: Policy, corpus?: Ratings<Json>): AnyUnifier {
  type Type = QuestionTypeName
  const settings = asked.question.settings as SettingsOf<Type> & { readonly type: Type }
  // The policy was parsed for this type, which the compiler cannot follow through the lookup.
  const unifier = refusingMisfits(() =>
    createUnifier<Type>(settings, policy as PolicyOf[Type], corpus as never),
  )
  return unifier as unknown as AnyUnifier
}

/** Different whenever an answer was given, changed or deleted. */
async function stateOf(db: Db, datasetId: string): Promise<string> {
  const { rows } = await sql<{ last: number | null; answers: number }>`
    select (select max(seq) from response_events where dataset_id = ${datasetId}) as last,
      (select count(*) from responses where dataset_id = ${datasetId}) as answers`.execute(db)
  return `${rows[0]?.last ?? 0}/${rows[0]?.answers ?? 0}`
}

/** Fitted ones, the latest used last. A page of a million records should not cost a fit of its own. */
const kept = new WeakMap<Services, Map<string, Promise<AnyUnifier>>>()
const keptMost = 4

async function fitted(db: Db, asked: Asked, policy: Policy): Promise<AnyUnifier> {
  await refuseTooMany(db, asked, `The policy ${policy.name}`)
  const rows: { item: string; rater: string; value: Json }[] = []
  for await (const { record_id, user_id, value } of answerRows<AnswerRow>(db, asked))
    rows.push({ item: record_id, rater: user_id, value })
  return unifierOf(asked, policy, tabulate(rows))
}

export async function readyUnifier(services: Services, asked: Asked, policy: Policy): Promise<AnyUnifier> {
  if (!needsCorpus(policy)) return unifierOf(asked, policy)
  const { db } = services.database
  const asText = JSON.stringify([asked.question, policy, await stateOf(db, asked.dataset_id)])
  const key = createHash("sha256").update(asText).digest("hex")
  const own = kept.get(services) ?? new Map<string, Promise<AnyUnifier>>()
  kept.set(services, own)
  const unifier = own.get(key) ?? fitted(db, asked, policy)
  own.delete(key)
  own.set(key, unifier)
  for (const oldest of [...own.keys()].slice(0, -keptMost)) own.delete(oldest)
  // A refusal is not worth keeping.
  unifier.catch(() => own.delete(key))
  return unifier
}
