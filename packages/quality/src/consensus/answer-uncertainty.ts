/** Numbers about single items: how consistent an answer is with its votes, and how uncertain the votes are. */
import { logSumExp } from "../math/special.ts"
import { entropy, mean } from "../math/summary.ts"
import type { CodedRatings } from "../table/coded.ts"
import { rowsByItem, rowsByRater, rowsOf } from "../table/ratings.ts"

/**
 * P(answer | votes) per item by Bayes' rule, for people who are right with probability `skill[rater]` and otherwise
 * answer uniformly; `answer[item]` is a code. Null for items without votes, or whose votes contradict skills of 0 or 1.
 */
export function consistency<C>(
  coded: CodedRatings<C>,
  skill: ArrayLike<number>,
  answer: ArrayLike<number>,
): (number | null)[] {
  const width = coded.categories.length
  const byItem = rowsByItem(coded)
  return coded.items.map((_, item) => {
    const rows = rowsOf(byItem, item)
    if (rows.length === 0) return null
    const log = new Float64Array(width)
    for (const row of rows) {
      const right = skill[coded.rater[row] ?? 0] ?? 0
      const wrong = width > 1 ? (1 - right) / (width - 1) : 0
      for (let k = 0; k < width; k++)
        log[k] = (log[k] ?? 0) + Math.log(k === coded.value[row] ? right : wrong)
    }
    const total = logSumExp(log)
    return total === Number.NEGATIVE_INFINITY ? null : Math.exp((log[answer[item] ?? 0] ?? 0) - total)
  })
}

export interface UncertaintyOptions {
  /** P(right) per rater; votes count fully without it. */
  readonly skill?: ArrayLike<number>
  /** Per item (default) or per rater. */
  readonly by?: "item" | "rater"
}

/**
 * Entropy in nats of the mean of the votes, each smoothed by its rater's skill: 0 is certain, ln K is no idea. Per item
 * it finds what people disagree on; per rater it finds who always answers the same. Null without votes.
 */
export function uncertainty<C>(coded: CodedRatings<C>, options: UncertaintyOptions = {}): (number | null)[] {
  const { skill, by = "item" } = options
  const width = coded.categories.length
  const groups = by === "item" ? rowsByItem(coded) : rowsByRater(coded)
  const names = by === "item" ? coded.items : coded.raters
  return names.map((_, group) => {
    const rows = rowsOf(groups, group)
    if (rows.length === 0) return null
    const mass = new Float64Array(width)
    for (const row of rows) {
      const right = skill ? (skill[coded.rater[row] ?? 0] ?? 0) : 1
      const wrong = width > 1 ? (1 - right) / (width - 1) : 0
      for (let k = 0; k < width; k++) mass[k] = (mass[k] ?? 0) + (k === coded.value[row] ? right : wrong)
    }
    return mass.some((share) => share > 0) ? entropy(mass) : null
  })
}

/** Mean over the items (or people) that have a value; null when none has. */
export const meanKnown = (values: readonly (number | null)[]): number | null =>
  mean(values.filter((value) => value !== null))
