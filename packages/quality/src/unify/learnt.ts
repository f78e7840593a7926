/** What a policy learns from all answers, part by part: learnt once, then carried to other threads or stored. */
import type { FittedModel } from "./category-model.ts"

/** Parts by name; plain data, so that a structured clone is as good. */
export type Learnt = Readonly<Record<string, unknown>>

/** Answers the part of that name, working it out where it is not there yet. */
export type Learn = <Part>(name: string, work: () => Part) => Part

export interface Learning {
  readonly learn: Learn
  readonly learnt: Learnt
}

export function learningFrom(given: Learnt = {}): Learning {
  const parts: Record<string, unknown> = { ...given }
  return {
    learnt: parts,
    learn: <Part>(name: string, work: () => Part) => {
      if (!Object.hasOwn(parts, name)) parts[name] = work()
      // Written under this name by the same caller.
      return parts[name] as Part
    },
  }
}

/** People with a weight each. */
export interface LearntWeights {
  readonly raters: readonly string[]
  readonly weight: Float64Array
}

export const WEIGHTS = "weights"
export const MODEL = "model"
export const MODELS_BY_LABEL = "models"

const skills = ({ raters, skill }: FittedModel<unknown>): LearntWeights => ({ raters, weight: skill })

/** How much each person was found to be worth: their weight, else their skill; with a model a label, its mean. */
export function learntPeople(learnt: Learnt): { rater: string; weight: number }[] {
  const tables: LearntWeights[] = []
  if (learnt[WEIGHTS]) tables.push(learnt[WEIGHTS] as LearntWeights)
  else if (learnt[MODEL]) tables.push(skills(learnt[MODEL] as FittedModel<unknown>))
  else
    for (const model of (learnt[MODELS_BY_LABEL] ?? []) as FittedModel<unknown>[]) tables.push(skills(model))
  const sums = new Map<string, { sum: number; count: number }>()
  for (const { raters, weight } of tables)
    raters.forEach((rater, at) => {
      const { sum, count } = sums.get(rater) ?? { sum: 0, count: 0 }
      sums.set(rater, { sum: sum + (weight[at] ?? 0), count: count + 1 })
    })
  return [...sums].map(([rater, { sum, count }]) => ({ rater, weight: sum / count }))
}
