/** Rank correlation of two lists of numbers: Kendall's τ-b, Spearman's ρ, Pearson's r. */
import { type BootstrapOptions, estimate, type Statistic } from "../bootstrap.ts"
import { type Estimate, found, type Measure, missing } from "../measure.ts"
import { discordance } from "./discordance.ts"

export interface CorrelationOptions {
  /** Resamples the pairs (x_i, y_i). */
  readonly bootstrap?: BootstrapOptions
}

type Numbers = ArrayLike<number>

/**
 * Kendall's τ-b (1945), corrected for ties on both sides: (C − D) / √((C + D + T_x)(C + D + T_y)). O(n log n).
 * `no_variation` when one side is constant, `too_few_values` below two pairs.
 */
export function kendallTauB(x: Numbers, y: Numbers, options: CorrelationOptions = {}): Estimate {
  return overPairs(x, y, tau, options)
}

/** Spearman's ρ: Pearson's r of the mid-ranks. */
export function spearman(x: Numbers, y: Numbers, options: CorrelationOptions = {}): Estimate {
  return overPairs(x, y, (a, b) => correlation(midRanks(a), midRanks(b)), options)
}

/** Pearson's r. */
export function pearson(x: Numbers, y: Numbers, options: CorrelationOptions = {}): Estimate {
  return overPairs(x, y, correlation, options)
}

/** Ranks from 1, equal values sharing the mean of their places. */
export function midRanks(values: Numbers): Float64Array {
  const order = Array.from(values, (_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    const value = values[order[from] ?? 0]
    while (to < order.length && values[order[to] ?? 0] === value) to++
    for (let place = from; place < to; place++) ranks[order[place] ?? 0] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

function overPairs(
  x: Numbers,
  y: Numbers,
  measure: (x: Float64Array, y: Float64Array) => Measure,
  options: CorrelationOptions,
): Estimate {
  const length = Math.min(x.length, y.length)
  const statistic: Statistic = (weights) => measure(repeated(x, weights), repeated(y, weights))
  return estimate(new Float64Array(length).fill(1), statistic, options.bootstrap)
}

/** The first values, each as often as its weight says. */
export function repeated(values: Numbers, weights: Float64Array): Float64Array {
  const result: number[] = []
  weights.forEach((times, at) => {
    for (let time = 0; time < times; time++) result.push(values[at] ?? 0)
  })
  return Float64Array.from(result)
}

function tau(x: Float64Array, y: Float64Array): Measure {
  if (x.length < 2) return missing("too_few_values")
  const { pairs, discordant, tiedX, tiedY, tiedBoth } = discordance(x, y)
  const untied = (pairs - tiedX) * (pairs - tiedY)
  if (untied === 0) return missing("no_variation")
  const concordant = pairs - tiedX - tiedY + tiedBoth - discordant
  return found((concordant - discordant) / Math.sqrt(untied))
}

function correlation(x: Float64Array, y: Float64Array): Measure {
  if (x.length < 2) return missing("too_few_values")
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length
  let both = 0
  let squaresX = 0
  let squaresY = 0
  x.forEach((value, at) => {
    const dx = value - meanX
    const dy = (y[at] ?? 0) - meanY
    both += dx * dy
    squaresX += dx * dx
    squaresY += dy * dy
  })
  if (squaresX === 0 || squaresY === 0) return missing("no_variation")
  return found(Math.max(-1, Math.min(1, both / Math.sqrt(squaresX * squaresY))))
}
