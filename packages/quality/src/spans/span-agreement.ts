/** Agreement on a span question: mean F1 over all pairs of people, item by item. */
import type { Span } from "@loam/schema"
import { type BootstrapOptions, estimate } from "../bootstrap.ts"
import { type Estimate, ratio } from "../measure.ts"
import { type Ratings, rowsByItem, rowsOf } from "../table/ratings.ts"
import { type SpanMatch, spanF1 } from "./span-f1.ts"

export interface SpanAgreementOptions {
  readonly match?: SpanMatch
  /** Resamples items. */
  readonly bootstrap?: BootstrapOptions
}

/**
 * Mean over items with two answers or more of the mean pairwise F1, 0 to 1. Pairs who both marked nothing agree fully:
 * on texts with little to mark this is high by itself, so read it together with γ.
 */
export function spanAgreement(
  ratings: Ratings<readonly Span[]>,
  options: SpanAgreementOptions = {},
): Estimate {
  const { match = "offset", bootstrap } = options
  const byItem = rowsByItem(ratings)
  const perItem: number[] = []
  for (let item = 0; item < ratings.items.length; item++) {
    const answers = Array.from(rowsOf(byItem, item), (row) => ratings.value[row] ?? [])
    if (answers.length >= 2) perItem.push(meanPairF1(answers, match))
  }
  const scores = Float64Array.from(perItem)
  return estimate(
    new Float64Array(scores.length).fill(1),
    (weights) => {
      let total = 0
      let items = 0
      weights.forEach((weight, item) => {
        total += weight * (scores[item] ?? 0)
        items += weight
      })
      return ratio(total, items, "no_pairs")
    },
    bootstrap,
  )
}

/** Mean F1 over all pairs of answers to one item. */
export function meanPairF1(answers: readonly (readonly Span[])[], match: SpanMatch): number {
  let total = 0
  let pairs = 0
  answers.forEach((a, at) => {
    for (const b of answers.slice(at + 1)) {
      total += spanF1(a, b, match).f1
      pairs++
    }
  })
  return pairs === 0 ? 1 : total / pairs
}
