/** Makes one answer a record from those that count, question by question, by the policies a request names. */
import type { Unified } from "@loam/quality"
import type { Json } from "@loam/schema"
import type { SourceRecord, UnifiedValue } from "@loam/training"
import { findStored, isStored, storedReader } from "../consensus/index.ts"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, readPolicy, readyUnifier } from "../insights/index.ts"
import type { DatasetRules, QuestionRules } from "../records/index.ts"

/** The policies by question name; those not named go by their type's suggestion. */
export function readUnify(rules: DatasetRules, parameters: readonly string[] = []): Map<string, string> {
  const chosen = new Map<string, string>()
  for (const parameter of parameters) {
    if (parameter === "default") continue
    const [, name = "", policy = ""] = /^([^=]+)=(.+)$/s.exec(parameter) ?? []
    if (!rules.questions.some((question) => question.name === name))
      throw refuse.invalid(
        `unify=${parameter} must be question=policy or 'default'; questions are ${rules.questions.map((each) => `'${each.name}'`).join(", ")}`,
      )
    chosen.set(name, policy)
  }
  return chosen
}

/** Answers to a question that count, in order of arrival. */
export function votesOf({ responses }: SourceRecord, question: string): { rater: string; value: Json }[] {
  return (responses ?? []).flatMap(({ status, surplus, user_id, values }) => {
    if (status !== "submitted" || surplus === true) return []
    const answer = values?.[question]
    if (typeof answer !== "object" || answer === null || !("value" in answer)) return []
    // What was stored is JSON.
    return [{ rater: user_id ?? "", value: answer.value as Json }]
  })
}

export type QuestionUnifier = (record: SourceRecord) => Unified<Json>

// A text has no majority: the one most like the others stands for them.
const suggested = ({ settings }: QuestionRules) => (settings.type === "text" ? "medoid" : undefined)

/** One answer a record to one question. */
export interface ReadyPolicy {
  readonly policy: string
  readonly unify: QuestionUnifier
  /** Reads what it needs of a page before the records of that page. */
  readonly load?: (ids: readonly string[]) => Promise<void>
}

/** The policies with the numbers of the versions that `stored` stands for: what a manifest can repeat. */
export async function withVersions(
  { database: { db } }: Reads,
  rules: DatasetRules,
  chosen: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const settled = new Map(chosen)
  for (const question of rules.questions) {
    const policy = chosen.get(question.name)
    if (isStored(policy))
      settled.set(question.name, (await findStored(db, { dataset_id: rules.id, question }, policy)).policy)
  }
  return settled
}

async function readyPolicy(
  reads: Reads,
  asked: Asked,
  chosen: string | undefined,
  moment: string | undefined,
): Promise<ReadyPolicy> {
  const { question } = asked
  const { db } = reads.database
  if (isStored(chosen)) {
    const { load, read } = storedReader(db, await findStored(db, asked, chosen))
    return { policy: chosen, load, unify: ({ id }) => read(id) }
  }
  const policy = readPolicy(question.settings.type, chosen ?? suggested(question))
  // A policy that learns does so from the answers as of the moment: a repeated export learns the same.
  const ready = await readyUnifier(reads, asked, policy, moment)
  return {
    policy: policy.name,
    unify: (record) =>
      ready.unify({
        id: record.id,
        answers: votesOf(record, question.name),
        suggestion: (record.suggestions?.find((each) => each.question_id === question.id)?.value ??
          null) as Json,
      }),
  }
}

/** Unifiers made when they are first asked for: a policy that learns reads all answers of its question. */
export async function unifiersOf(
  reads: Reads,
  rules: DatasetRules,
  chosen: ReadonlyMap<string, string>,
  names: readonly string[],
  moment?: string,
): Promise<Map<string, ReadyPolicy>> {
  const made = new Map<string, ReadyPolicy>()
  for (const question of rules.questions.filter(({ name }) => names.includes(name))) {
    const asked = { dataset_id: rules.id, question }
    made.set(question.name, await readyPolicy(reads, asked, chosen.get(question.name), moment))
  }
  return made
}

/** Has all of them read what they need of a page. */
export async function loadPage(
  unifiers: ReadonlyMap<string, ReadyPolicy> | undefined,
  page: readonly SourceRecord[],
): Promise<void> {
  const ids = page.map(({ id }) => id)
  for (const { load } of unifiers?.values() ?? []) await load?.(ids)
}

/** The record with its unified values; questions without one value are absent. */
export function withUnified(record: SourceRecord, unifiers: ReadonlyMap<string, ReadyPolicy>): SourceRecord {
  const unified: Record<string, UnifiedValue> = {}
  for (const [name, { policy, unify }] of unifiers) {
    const { value, confidence, contributors } = unify(record)
    if (value !== null) unified[name] = { value, policy, confidence, n: contributors.length }
  }
  return { ...record, unified }
}
