/** Makes one answer a record from those that count, question by question, by the policies a request names. */
import { needsCorpus, tabulate, type Unified } from "@loam/quality"
import type { Json } from "@loam/schema"
import type { SourceRecord, UnifiedValue } from "@loam/training"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import {
  type AnyUnifier,
  type Policy,
  readPolicy,
  readyUnifier,
  refuseTooMany,
  unifierOf,
} from "../insights/index.ts"
import type { DatasetRules, QuestionRules } from "../records/index.ts"
import { recordPages } from "./record-pages.ts"

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

/** Learns from the answers as of the moment, so that a repeated export learns the same. */
async function fittedAsOf(
  services: Services,
  rules: DatasetRules,
  question: QuestionRules,
  policy: Policy,
  moment: string,
): Promise<AnyUnifier> {
  const { db } = services.database
  const asked = { dataset_id: rules.id, question }
  await refuseTooMany(db, asked, `The policy ${policy.name}`)
  const rows: { item: string; rater: string; value: Json }[] = []
  for await (const page of recordPages(db, { datasetId: rules.id, moment }))
    for (const record of page)
      for (const vote of votesOf(record, question.name)) rows.push({ item: record.id, ...vote })
  return unifierOf(asked, policy, tabulate(rows))
}

/** Unifiers made when they are first asked for: a policy that learns reads all answers of its question. */
export async function unifiersOf(
  services: Services,
  rules: DatasetRules,
  chosen: ReadonlyMap<string, string>,
  names: readonly string[],
  moment?: string,
): Promise<Map<string, { policy: string; unify: QuestionUnifier }>> {
  const made = new Map<string, { policy: string; unify: QuestionUnifier }>()
  for (const question of rules.questions.filter(({ name }) => names.includes(name))) {
    const policy = readPolicy(question.settings.type, chosen.get(question.name) ?? suggested(question))
    const ready =
      moment !== undefined && needsCorpus(policy)
        ? await fittedAsOf(services, rules, question, policy, moment)
        : await readyUnifier(services, { dataset_id: rules.id, question }, policy)
    made.set(question.name, {
      policy: policy.name,
      unify: (record) =>
        ready.unify({
          id: record.id,
          answers: votesOf(record, question.name),
          suggestion: (record.suggestions?.find((each) => each.question_id === question.id)?.value ??
            null) as Json,
        }),
    })
  }
  return made
}

/** The record with its unified values; questions without one value are absent. */
export function withUnified(
  record: SourceRecord,
  unifiers: ReadonlyMap<string, { policy: string; unify: QuestionUnifier }>,
): SourceRecord {
  const unified: Record<string, UnifiedValue> = {}
  for (const [name, { policy, unify }] of unifiers) {
    const { value, confidence, contributors } = unify(record)
    if (value !== null) unified[name] = { value, policy, confidence, n: contributors.length }
  }
  return { ...record, unified }
}
