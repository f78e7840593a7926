/** Percent agreement: how often two people say the same, with no correction for chance. */
import { type BootstrapOptions, estimate, type Statistic } from "../bootstrap.ts"
import { type Estimate, ratio } from "../measure.ts"
import { type AnswerPatterns, pairablePatterns } from "../table/patterns.ts"

export interface PercentAgreementOptions {
  /**
   * `items` (default): the mean over items of the share of agreeing pairs, every item counting once.
   * `pairs`: all pairs of answers pooled, so that items with more answers count more.
   */
  readonly average?: "items" | "pairs"
  readonly bootstrap?: BootstrapOptions
}

/** Share of agreeing pairs, 0 to 1, over items with two answers or more. Reason `no_pairs` when there are none. */
export function percentAgreement<C>(
  patterns: AnswerPatterns<C>,
  options: PercentAgreementOptions = {},
): Estimate {
  const pairable = pairablePatterns(patterns)
  const agreeing = agreeingPairs(pairable)
  const all = Float64Array.from(pairable.size, (size) => size * (size - 1))
  const byItem = options.average !== "pairs"
  const statistic: Statistic = (weights) => {
    let top = 0
    let bottom = 0
    weights.forEach((weight, pattern) => {
      const pairs = all[pattern] ?? 1
      top += (weight * (agreeing[pattern] ?? 0)) / (byItem ? pairs : 1)
      bottom += weight * (byItem ? 1 : pairs)
    })
    return ratio(top, bottom, "no_pairs")
  }
  return estimate(pairable.weight, statistic, options.bootstrap)
}

/** Ordered pairs of equal answers in each pattern: Σ r_k (r_k − 1). */
function agreeingPairs<C>({ start, count, weight }: AnswerPatterns<C>): Float64Array {
  return weight.map((_, pattern) => {
    let pairs = 0
    for (let at = start[pattern] ?? 0; at < (start[pattern + 1] ?? 0); at++) {
      const answers = count[at] ?? 0
      pairs += answers * (answers - 1)
    }
    return pairs
  })
}
