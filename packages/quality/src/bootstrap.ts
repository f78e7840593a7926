/** Percentile intervals by resampling units with replacement (Efron 1979), over weights instead of copied rows. */
import { drawMultinomial } from "./math/binomial.ts"
import type { Random } from "./math/random.ts"
import { quantileOfSorted, sum } from "./math/summary.ts"
import type { Estimate, Interval, Measure } from "./measure.ts"

export interface BootstrapOptions {
  readonly random: Random
  /** Resamples; 1,000 unless told. */
  readonly draws?: number
  /** Share of resamples inside the interval; 0.95 unless told. */
  readonly level?: number
}

/** A statistic of units that occur `weights[u]` times each. Must not keep or change the array. */
export type Statistic = (weights: Float64Array) => Measure

/**
 * The percentile interval (type-7 quantiles) of `statistic` when the Σ weights units are drawn anew.
 * Weights are whole numbers. Units with weight 1 throughout are drawn one by one as floor(u·n), so that a run can be
 * compared with other programs draw by draw; merged units by one exact multinomial draw, whose cost is the number of
 * distinct units. Resamples without a value are left out and counted; null when none has one.
 */
export function bootstrap(
  weights: Float64Array,
  statistic: Statistic,
  options: BootstrapOptions,
): Interval | null {
  const { random, draws = 1000, level = 0.95 } = options
  const resample = resampler(weights, random)
  const values: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const { value } = statistic(resample())
    if (value !== null) values.push(value)
  }
  const sorted = Float64Array.from(values).sort()
  const low = quantileOfSorted(sorted, (1 - level) / 2)
  const high = quantileOfSorted(sorted, (1 + level) / 2)
  if (low === null || high === null) return null
  const mean = sum(sorted) / sorted.length
  return { low, high, mean, level, draws, undefined_draws: draws - sorted.length }
}

function resampler(weights: Float64Array, random: Random): () => Float64Array {
  const counts = new Float64Array(weights.length)
  if (!weights.every((weight) => weight === 1)) {
    return () => {
      drawMultinomial(weights, random, counts)
      return counts
    }
  }
  return () => {
    counts.fill(0)
    for (let unit = 0; unit < counts.length; unit++) {
      const pick = Math.floor(random() * counts.length)
      counts[pick] = (counts[pick] ?? 0) + 1
    }
    return counts
  }
}

/** The statistic of the units as they are, with an interval when resampling is asked for. */
export function estimate(weights: Float64Array, statistic: Statistic, options?: BootstrapOptions): Estimate {
  const measure = statistic(weights)
  const interval = options && measure.value !== null ? bootstrap(weights, statistic, options) : null
  return { ...measure, interval, units: sum(weights) }
}
