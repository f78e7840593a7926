/** Settles how a dataset compares answers: which question judges, and how its values become ranks. */
import { MappingError } from "../../source/mapping-error.ts"
import { choicesFor, type Source } from "../../source/slots.ts"
import type { SourceDataset, SourceQuestion } from "../../source/types.ts"
import { questionNames, sourceOf, sourcesOf, type TaskSetup } from "../task.ts"
import { type ChoiceWords, readChoices, readRankedOptions } from "./choices.ts"
import {
  type Judge,
  judgeByLabel,
  judgeByRanking,
  judgeByRatings,
  judgeByScale,
  withStrength,
} from "./judgement.ts"
import { choiceSlot, ratingsSlot, responsesSlot } from "./slots.ts"
import { whichResponse } from "./tokens.ts"

export interface Comparison {
  /** What stands to be compared: fields, and where an answer is edited the edit first. */
  readonly responses: readonly Source[]
  readonly judge: Judge
  /** Questions that a ballot must answer. */
  readonly needed: readonly string[]
  readonly judgedBy: string
  /** Every judgement of it may carry a strength or scores: what margins are made of. */
  readonly measures: "strength" | "scores" | "ranks"
}

export interface ComparisonOptions {
  readonly choices?: ChoiceWords | undefined
}

export function questionNamed(dataset: SourceDataset, name: string): SourceQuestion {
  const question = dataset.questions.find((one) => one.name === name)
  if (question === undefined) throw new Error(`question '${name}' was resolved and is not there`)
  return question
}

function byEdit(edit: Source, responses: readonly Source[]): Comparison {
  const ranks = [1, ...responses.map(() => 2)]
  return {
    responses: [edit, ...responses],
    judge: () => ({ ranks }),
    needed: questionNames(edit),
    judgedBy: edit.name,
    measures: "ranks",
  }
}

/** Rating questions that name one response each, `rating_a` for `response_a`. */
function guessRatings(dataset: SourceDataset, names: readonly string[]): string[] {
  const which = whichResponse(names)
  const found: (string | undefined)[] = names.map(() => undefined)
  for (const { name, settings } of dataset.questions) {
    const index = settings.type === "rating" ? which(name) : undefined
    if (index !== undefined && found[index] === undefined) found[index] = name
  }
  const complete = found.filter((name) => name !== undefined)
  return complete.length === names.length ? complete : []
}

function byRatings(responses: readonly Source[], ratings: readonly string[]): Comparison {
  if (ratings.length !== responses.length) {
    const what = `${ratings.length} ratings for ${responses.length} answers: one rating an answer is needed`
    throw new MappingError(
      "mapping-option",
      ratingsSlot,
      responses.map(({ name }) => name),
      what,
    )
  }
  return {
    responses,
    judge: judgeByRatings(ratings),
    needed: ratings,
    judgedBy: ratings.join(", "),
    measures: "scores",
  }
}

function byChoice(
  setup: TaskSetup<ComparisonOptions>,
  choice: Source,
  responses: readonly Source[],
): Comparison {
  const { dataset, sources, options } = setup
  const question = questionNamed(dataset, choice.name)
  const names = responses.map(({ name }) => name)
  const shared = { responses, judgedBy: choice.name }
  const strength = sourceOf(sources, "strength")
  const finish = (judge: Judge, measures: Comparison["measures"]): Comparison => ({
    ...shared,
    judge: withStrength(judge, strength, dataset),
    needed: questionNames(choice),
    measures: strength === undefined ? measures : "strength",
  })
  if (question.settings.type === "ranking") {
    const optionAt = readRankedOptions(question, names, choiceSlot, options.choices)
    return finish(judgeByRanking(choice.name, optionAt, names.length), "ranks")
  }
  if (question.settings.type === "rating") {
    if (names.length !== 2) {
      throw new MappingError("mapping-option", responsesSlot, names, "a rating compares exactly two answers")
    }
    return finish(judgeByScale(question), "strength")
  }
  const choices = readChoices(question, names, choiceSlot, options.choices)
  const graded = [...choices.values()].some((one) => one.says === "better" && one.strength !== undefined)
  return finish(judgeByLabel(choice.name, choices, names.length), graded ? "strength" : "ranks")
}

/** How the mapping (or the only possible reading of the dataset) compares answers. */
export function prepareComparison(setup: TaskSetup<ComparisonOptions>): Comparison {
  const { dataset, sources } = setup
  const responses = sourcesOf(sources, "responses")
  const edit = sourceOf(sources, "edit")
  if (responses.length < (edit === undefined ? 2 : 1)) {
    const choices = choicesFor(responsesSlot, dataset)
    throw new MappingError(
      choices.length < 2 ? "mapping-missing" : "mapping-ambiguous",
      responsesSlot,
      choices,
    )
  }
  if (edit !== undefined) return byEdit(edit, responses)
  const given = sourcesOf(sources, "ratings").map(({ name }) => name)
  if (given.length > 0) return byRatings(responses, given)
  const choice = sourceOf(sources, "choice")
  if (choice !== undefined) return byChoice(setup, choice, responses)
  const guessed = guessRatings(
    dataset,
    responses.map(({ name }) => name),
  )
  if (guessed.length > 0) return byRatings(responses, guessed)
  const choices = choicesFor(choiceSlot, dataset)
  throw new MappingError(choices.length === 0 ? "mapping-missing" : "mapping-ambiguous", choiceSlot, choices)
}
