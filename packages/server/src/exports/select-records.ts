/** Selects records by an expression: what each name in it stands for, checked before any record is read. */
import { recordAgreement } from "@loam/quality"
import {
  type Fact,
  parseWhere,
  passes,
  printWhere,
  type QuestionTypeName,
  type SettingsOf,
  type Variable,
  variablesOf,
  WhereError,
} from "@loam/schema"
import type { SourceRecord } from "@loam/training"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import type { DatasetRules, QuestionRules } from "../records/index.ts"
import { loadPage, type QuestionUnifier, unifiersOf, votesOf } from "./unify-records.ts"

type Reader = (record: SourceRecord) => Fact

const having = (status: string) => (record: SourceRecord) =>
  (record.responses ?? []).filter((each) => each.status === status).length

/** Names that are the same in every dataset. */
const common: Readonly<Record<string, { readonly means: string; readonly read: Reader }>> = {
  status: { means: "pending or completed", read: (record) => record.status },
  external_id: { means: "the id it was imported with", read: (record) => record.external_id },
  responses: { means: "answers of any status", read: (record) => record.responses?.length ?? 0 },
  submitted: { means: "submitted answers", read: having("submitted") },
  drafts: { means: "drafts", read: having("draft") },
  discarded: { means: "discarded answers", read: having("discarded") },
  suggestions: { means: "suggestions", read: (record) => record.suggestions?.length ?? 0 },
}

const parts = {
  value: "what the answers were unified to",
  confidence: "how sure that is, 0 to 1",
  state: "resolved, kept_all or abstained",
  agreement: "how alike the answers are, 0 to 1",
  count: "answers that count",
  mean: "of the ratings given",
  min: "of the ratings given",
  max: "of the ratings given",
  suggestion: "the suggested answer",
} as const
type Part = keyof typeof parts

const isPart = (text: string): text is Part => Object.hasOwn(parts, text)
const numeric = ["mean", "min", "max"]
const partsOf = ({ settings }: QuestionRules) =>
  Object.keys(parts).filter((part) => settings.type === "rating" || !numeric.includes(part)) as Part[]

export function namesOf(rules: DatasetRules): { name: string; means: string }[] {
  return [
    ...Object.entries(common).map(([name, { means }]) => ({ name, means })),
    { name: "agreement", means: "on the one question of the expression, or of the dataset" },
    ...rules.questions.flatMap((question) =>
      partsOf(question).map((part) => ({ name: nameOf(question.name, part), means: parts[part] })),
    ),
    ...rules.metadata_properties.map(({ name }) => ({ name: nameOf("metadata", name), means: "metadata" })),
  ]
}

const nameOf = (...path: string[]) =>
  printWhere({ kind: "holds", operand: { kind: "variable", path, at: 0 } })

/** Sets are compared as lists; what has more inside only as missing or not. */
function asFact(value: unknown): Fact {
  if (Array.isArray(value))
    return value.every((item) => typeof item === "string" || typeof item === "number")
      ? value
      : JSON.stringify(value)
  if (typeof value === "object" && value !== null) return JSON.stringify(value)
  return value as Fact // of JSON nothing else is left
}

function questionReader(question: QuestionRules, part: Part, unify: QuestionUnifier | undefined): Reader {
  const values = (record: SourceRecord) => votesOf(record, question.name).map(({ value }) => value)
  const numbers = (record: SourceRecord) => values(record).filter((value) => typeof value === "number")
  const ofNumbers = (read: (all: number[]) => number) => (record: SourceRecord) => {
    const all = numbers(record)
    return all.length === 0 ? null : read(all)
  }
  switch (part) {
    case "value":
      return (record) => asFact(unify?.(record).value)
    case "confidence":
      return (record) => unify?.(record).confidence
    case "state":
      return (record) => unify?.(record).status
    case "agreement": {
      // Answers were checked against these settings when they were written.
      const settings = question.settings as SettingsOf<QuestionTypeName> & { readonly type: QuestionTypeName }
      return (record) => recordAgreement(settings, values(record) as never)
    }
    case "count":
      return (record) => values(record).length
    case "mean":
      return ofNumbers((all) => all.reduce((sum, each) => sum + each, 0) / all.length)
    case "min":
      return ofNumbers((all) => Math.min(...all))
    case "max":
      return ofNumbers((all) => Math.max(...all))
    case "suggestion":
      return (record) => asFact(record.suggestions?.find((each) => each.question_id === question.id)?.value)
  }
}

type Meaning = { readonly question: QuestionRules; readonly part: Part } | { readonly read: Reader }

/** The question that a bare `agreement` is about. */
function agreed(rules: DatasetRules, { at }: Variable, variables: readonly Variable[]): QuestionRules {
  const named = rules.questions.filter(({ name }) => variables.some(({ path }) => path[0] === name))
  const [only, ...more] = named.length === 0 ? rules.questions : named
  if (only && more.length === 0) return only
  const choices = rules.questions.map(({ name }) => nameOf(name, "agreement")).join(" or ")
  throw new WhereError("It is open on which question 'agreement' is", at, `Write ${choices}.`)
}

function meaningOf(rules: DatasetRules, variable: Variable, variables: readonly Variable[]): Meaning {
  const { path, at } = variable
  const [first = "", second, ...more] = path
  if (first === "metadata" && second !== undefined)
    return { read: (record) => asFact(record.metadata?.[[second, ...more].join(".")]) }
  const one = path.length === 1 && Object.hasOwn(common, first) ? common[first] : undefined
  if (one) return { read: one.read }
  if (path.length === 1 && first === "agreement")
    return { question: agreed(rules, variable, variables), part: "agreement" }
  const question = rules.questions.find(({ name }) => name === first)
  if (!question) {
    const names = [
      ...Object.keys(common),
      "agreement",
      "metadata.key",
      ...rules.questions.map(({ name }) => nameOf(name)),
    ]
    throw new WhereError(`There is no '${first}' here`, at, `Names are ${names.join(", ")}.`)
  }
  const part = second ?? "value"
  if (isPart(part) && more.length === 0 && partsOf(question).includes(part)) return { question, part }
  throw new WhereError(
    `'${first}' has no '${path.slice(1).join(".")}'`,
    at,
    `It has ${partsOf(question).join(", ")}.`,
  )
}

export interface Selector {
  readonly where: string
  readonly variables: readonly { readonly name: string; readonly read: Reader }[]
  /** Before the records of a page are looked at. */
  readonly load: (page: readonly SourceRecord[]) => Promise<void>
  readonly passes: (record: SourceRecord) => boolean
}

const needsUnify: readonly Part[] = ["value", "confidence", "state"]

/** An expression made ready for a dataset; refused with the place and the remedy. */
export async function openSelector(
  reads: Reads,
  rules: DatasetRules,
  text: string,
  policies: ReadonlyMap<string, string>,
  moment?: string,
): Promise<Selector> {
  try {
    const where = parseWhere(text)
    const variables = variablesOf(where)
    const meanings = variables.map((variable) => meaningOf(rules, variable, variables))
    const unified = meanings.flatMap((each) =>
      "question" in each && needsUnify.includes(each.part) ? [each.question.name] : [],
    )
    const unifiers = await unifiersOf(reads, rules, policies, unified, moment)
    const readers = new Map<string, Reader>()
    for (const [at, meaning] of meanings.entries()) {
      const reader =
        "read" in meaning
          ? meaning.read
          : questionReader(meaning.question, meaning.part, unifiers.get(meaning.question.name)?.unify)
      readers.set(JSON.stringify(variables[at]?.path), reader)
    }
    const read = ({ path }: Variable, record: SourceRecord) => readers.get(JSON.stringify(path))?.(record)
    return {
      where: printWhere(where),
      variables: variables.map((variable) => ({
        name: nameOf(...variable.path),
        read: (record) => read(variable, record),
      })),
      load: (page) => loadPage(unifiers, page),
      passes: (record) => passes(where, (variable) => read(variable, record)),
    }
  } catch (error) {
    if (error instanceof WhereError) throw refuse.invalid(`where: ${error.message}`)
    throw error
  }
}
