/** Which question the figures are about, and where its counting answers stand. */
import type { QuestionSettings, QuestionTypeName } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { findRules, type QuestionRules } from "../records/index.ts"

export interface Asked {
  readonly dataset_id: string
  readonly question: QuestionRules
}

export type AskedOf<Type extends QuestionTypeName> = Asked & {
  readonly question: { readonly settings: Extract<QuestionSettings, { type: Type }> }
}

/** Narrows to questions of some types. */
export function isOf<Type extends QuestionTypeName>(
  asked: Asked,
  ...types: readonly Type[]
): asked is AskedOf<Type> {
  return types.some((type) => type === asked.question.settings.type)
}

export const listed = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ")

/** The question of that name, or the only one there is; `types` restricts the choice. Refuses with the choices. */
export async function findAsked(
  db: Db,
  datasetId: string,
  name: string | undefined,
  types?: readonly QuestionTypeName[],
): Promise<Asked> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  const fitting = rules.questions.filter(({ settings }) => types?.includes(settings.type) ?? true)
  const [only] = fitting
  const question =
    name === undefined && fitting.length === 1 ? only : fitting.find((each) => each.name === name)
  if (question) return { dataset_id: datasetId, question }
  const kind = types ? ` of type ${types.join(" or ")}` : ""
  if (fitting.length === 0) throw refuse.invalid(`The dataset has no question${kind}`)
  const choices = `question must be one of ${listed(fitting.map((each) => each.name))}`
  throw refuse.invalid(name === undefined ? choices : `There is no question '${name}'${kind}: ${choices}`)
}

/** The answer of the row called `a`; null where this question was left out. */
export const givenAnswer = ({ question }: Asked): RawBuilder<unknown> =>
  sql`(a."values" -> ${question.name}::text -> 'value')`

/** True of the rows called `a` whose answers count, whichever questions they answer. */
export const submitted = ({ dataset_id }: Asked): RawBuilder<boolean> =>
  sql`(a.dataset_id = ${dataset_id} and a.status = 'submitted' and not a.surplus)`

/** True of the rows called `a` that count: submitted, within the wanted number, with an answer to this question. */
export const counts = (asked: Asked): RawBuilder<boolean> =>
  sql`(${submitted(asked)} and ${givenAnswer(asked)} is not null)`

/** The options of a question as texts, in its order; none for questions without. */
export function optionNames({ question: { settings } }: Asked): string[] {
  return "options" in settings ? settings.options.map((option) => String(option.value)) : []
}

/** The place of the answer among the options of the question, from 1; for labels and ratings. */
export const codeOf = (asked: Asked): RawBuilder<number> =>
  sql`array_position(${optionNames(asked)}::text[], a."values" #>> ${[asked.question.name, "value"]}::text[])`

/** What the answer to a request says it is about. */
export const asAsked = ({ question: { id, name, settings } }: Asked) => ({ id, name, type: settings.type })
