/** Policies made ready for a question; what some learn from all answers is kept until an answer changes. */
import { createHash } from "node:crypto"
import {
  createUnifier,
  type Learnt,
  learntPeople,
  needsCorpus,
  type PolicyOf,
  type Ratings,
  type Unified,
} from "@loam/quality"
import { type Json, limits, type QuestionTypeName, type SettingsOf } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Reads } from "../http/context.ts"
import { refuseTooMany } from "./answer-rows.ts"
import type { Asked } from "./asked.ts"
import { readCorpus } from "./corpus.ts"
import { goldSource, goldTable } from "./gold-source.ts"
import { withPeople } from "./people.ts"
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
  readonly learnt: Learnt
}

interface From {
  readonly corpus?: Ratings<Json> | undefined
  readonly learnt?: Learnt | undefined
}

export function unifierOf(asked: Asked, policy: Policy, { corpus, learnt }: From = {}): AnyUnifier {
  type Type = QuestionTypeName
  const settings = asked.question.settings as SettingsOf<Type> & { readonly type: Type }
  // The policy was parsed for this type, which the compiler cannot follow through the lookup.
  const unifier = refusingMisfits(() =>
    createUnifier<Type>(settings, policy as PolicyOf[Type], corpus as never, learnt),
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

export interface FitRequest {
  readonly asked: Asked
  readonly policy: Policy
  /** Whose answers are learnt from; absent: those there are. */
  readonly moment?: string | undefined
}

/** What a policy learns from all answers, as plain data. */
export async function fitPolicy(
  { database: { db } }: Reads,
  { asked, policy, moment }: FitRequest,
): Promise<Learnt> {
  await refuseTooMany(db, asked, `The policy ${policy.name}`, limits.insights.fitted)
  const { weights } = policy
  const at = weights?.from === "gold" ? weights.at : undefined
  const table = weights?.from === "gold" && weights.gold ? goldTable(weights.gold) : undefined
  const source = at === undefined ? table : goldSource("weights.at", at)
  const { table: corpus, gold } = await readCorpus(db, asked, moment, source)
  const ready = (source ? { ...policy, weights: { from: "gold", gold } } : policy) as Policy // of the same type
  return unifierOf(asked, ready, { corpus }).learnt
}

/** What was learnt, the latest used last. A page of a million records should not cost a fit of its own. */
const kept = new WeakMap<object, Map<string, Promise<Learnt>>>()
const keptMost = 4

async function learntBy(reads: Reads, request: FitRequest): Promise<Learnt> {
  const { asked, policy, moment } = request
  const { db } = reads.database
  const asText = JSON.stringify([asked.question, policy, moment, await stateOf(db, asked.dataset_id)])
  const key = createHash("sha256").update(asText).digest("hex")
  const own = kept.get(reads.database) ?? new Map<string, Promise<Learnt>>()
  kept.set(reads.database, own)
  const learnt = own.get(key) ?? reads.threads?.run("fit", request) ?? fitPolicy(reads, request)
  own.delete(key)
  own.set(key, learnt)
  for (const oldest of [...own.keys()].slice(0, -keptMost)) own.delete(oldest)
  // A refusal is not worth keeping.
  learnt.catch(() => own.delete(key))
  return learnt
}

export async function readyUnifier(
  reads: Reads,
  asked: Asked,
  asGiven: Policy,
  moment?: string,
): Promise<AnyUnifier> {
  const policy = await withPeople(reads.database.db, asGiven)
  if (!needsCorpus(policy)) return unifierOf(asked, policy)
  const learnt = await learntBy(reads, { asked, policy, moment })
  return unifierOf(asked, policy, { learnt })
}

/** The policy with people named by their ids; refused where it does not go with the question. */
export async function checkPolicy(db: Db, asked: Asked, asGiven: Policy): Promise<Policy> {
  const policy = await withPeople(db, asGiven)
  if (policy.weights?.from === "gold" && policy.weights.at !== undefined)
    goldSource("weights.at", policy.weights.at)
  // Without answers: what it would learn makes no difference to whether it fits.
  const nobody = { items: [], raters: [], item: new Int32Array(), rater: new Int32Array(), value: [] }
  unifierOf(asked, policy, { corpus: nobody })
  return policy
}

/** What each person was found to be worth by a policy that learns, best first; none where nothing was learnt. */
export const peopleIn = ({ learnt }: AnyUnifier): { user_id: string; weight: number }[] =>
  learntPeople(learnt)
    .map(({ rater, weight }) => ({ user_id: rater, weight }))
    .sort((a, b) => b.weight - a.weight)
