/** What one ballot says about the responses of a record: a rank for each, 1 is best. */
import { type Problem, problem } from "../../lint/finding.ts"
import type { Source } from "../../source/slots.ts"
import type { SourceDataset, SourceQuestion } from "../../source/types.ts"
import type { Choice } from "./choices.ts"

export interface Judgement {
  /** One a response, in the mapping's order; undefined where the ballot leaves a response out. */
  readonly ranks: readonly (number | undefined)[]
  readonly scores?: readonly (number | undefined)[]
  /** How much better the best is, on the dataset's own scale. */
  readonly strength?: number
}

type Values = Readonly<Record<string, unknown>>
export type Judge = (values: Values) => Judgement | Problem

export const tie = problem("tie")

/** Option values of a rating question in rising order. */
export function scale(question: SourceQuestion): number[] {
  return (question.settings.options ?? []).map(({ value }) => Number(value)).sort((a, b) => a - b)
}

/** A label question: the winner before all others, which are not compared with each other. */
export function judgeByLabel(name: string, choices: ReadonlyMap<string, Choice>, count: number): Judge {
  return (values) => {
    const value = String(values[name])
    const choice = choices.get(value)
    if (choice === undefined) return problem("label-unknown", `It is '${value}'.`)
    if (choice.says === "tie") return tie
    if (choice.says === "skip") return problem("choice-skipped", `It is '${value}'.`)
    const ranks = Array.from({ length: count }, (_, index) => (index === choice.winner ? 1 : 2))
    return choice.strength === undefined ? { ranks } : { ranks, strength: choice.strength }
  }
}

/** A rating between two responses: low values prefer the first, high ones the second, the middle neither. */
export function judgeByScale(question: SourceQuestion): Judge {
  const steps = scale(question)
  const middle = (steps.length - 1) / 2
  return (values) => {
    const place = placeOn(steps, Number(values[question.name]))
    if (place === undefined) return problem("label-unknown", `It is ${String(values[question.name])}.`)
    const lean = place - middle
    if (Math.abs(lean) < 1e-9) return tie
    // With an even number of values there is no middle one: the nearest is half a step away and counts as 1.
    return { ranks: lean < 0 ? [1, 2] : [2, 1], strength: Math.ceil(Math.abs(lean)) }
  }
}

// A unified mean may lie between two values of the scale.
function placeOn(steps: readonly number[], value: number): number | undefined {
  const first = steps[0]
  const last = steps.at(-1)
  if (first === undefined || last === undefined || !(value >= first && value <= last)) return undefined
  const above = steps.findIndex((step) => step >= value)
  const upper = steps[above]
  const lower = steps[above - 1]
  if (upper === undefined || upper === value || lower === undefined) return above
  return above - 1 + (value - lower) / (upper - lower)
}

interface RankedValue {
  readonly value: string
  readonly rank: number | null
}

function isRanked(value: unknown): value is readonly RankedValue[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "value" in one)
  )
}

/** A ranking question: the ranks as given; an item without a rank is left out. */
export function judgeByRanking(name: string, optionAt: ReadonlyMap<string, number>, count: number): Judge {
  return (values) => {
    const value = values[name]
    if (!isRanked(value)) return problem("wrong-type", `'${name}' is no ranking.`)
    const ranks: (number | undefined)[] = Array.from({ length: count })
    for (const { value: option, rank } of value) {
      const index = optionAt.get(option)
      if (index !== undefined && rank !== null) ranks[index] = rank
    }
    return { ranks }
  }
}

/** One rating a response: ranks by falling rating, equal ratings share a rank. */
export function judgeByRatings(names: readonly string[]): Judge {
  return (values) => {
    const scores = names.map((name) => (typeof values[name] === "number" ? values[name] : undefined))
    const distinct = [...new Set(scores.filter((score) => score !== undefined))].sort((a, b) => b - a)
    return {
      ranks: scores.map((score) => (score === undefined ? undefined : distinct.indexOf(score) + 1)),
      scores,
    }
  }
}

/** Adds the strength that a question of its own states. */
export function withStrength(judge: Judge, source: Source | undefined, dataset: SourceDataset): Judge {
  if (source === undefined) return judge
  const question = dataset.questions.find(({ name }) => name === source.name)
  const order = (question?.settings.options ?? []).map(({ value }) => String(value))
  return (values) => {
    const judged = judge(values)
    if ("code" in judged) return judged
    const value = values[source.name]
    const strength = typeof value === "number" ? value : order.indexOf(String(value))
    const { strength: _, ...rest } = judged
    return value == null || strength < 0 ? rest : { ...rest, strength }
  }
}
