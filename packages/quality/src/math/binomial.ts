/** Exact binomial and multinomial draws: resampling a million items costs as much as there are distinct patterns. */
import type { Random } from "./random.ts"
import { logFactorial } from "./special.ts"

/** How many of `trials` succeed, each with probability `p`. Cost does not grow with `trials`. */
export function drawBinomial(trials: number, p: number, random: Random): number {
  if (trials <= 0 || p <= 0) return 0
  if (p >= 1) return trials
  if (p > 0.5) return trials - drawBinomial(trials, 1 - p, random)
  return trials * p < 10 ? byInversion(trials, p, random) : byRejection(trials, p, random)
}

/** Walks the distribution from 0 upwards: about 1 + trials · p steps. */
function byInversion(trials: number, p: number, random: Random): number {
  const odds = p / (1 - p)
  let probability = Math.exp(trials * Math.log1p(-p))
  let left = random()
  let count = 0
  while (left > probability && count < trials) {
    left -= probability
    count++
    probability *= ((trials - count + 1) / count) * odds
  }
  return count
}

/** Transformed rejection BTRS: W. Hörmann, "The generation of binomial random variates", 1993. Needs trials · p ≥ 10. */
function byRejection(trials: number, p: number, random: Random): number {
  const spread = Math.sqrt(trials * p * (1 - p))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * p
  const centre = trials * p + 0.5
  const squeeze = 0.92 - 4.2 / b
  const alpha = (2.83 + 5.1 / b) * spread
  const logOdds = Math.log(p / (1 - p))
  const mode = Math.floor((trials + 1) * p)
  const atMode = logFactorial(mode) + logFactorial(trials - mode)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + centre)
    if (us >= 0.07 && v <= squeeze) return count
    if (!(count >= 0 && count <= trials)) continue
    const height = Math.log((v * alpha) / (a / (us * us) + b))
    const log = atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds
    if (height <= log) return count
  }
}

/** Distributes Σ weights draws over the cells in proportion to their weights (whole numbers), into `counts`. */
export function drawMultinomial(weights: ArrayLike<number>, random: Random, counts: Float64Array): void {
  let mass = 0
  for (let cell = 0; cell < weights.length; cell++) mass += weights[cell] ?? 0
  let left = mass
  for (let cell = 0; cell < weights.length; cell++) {
    const weight = weights[cell] ?? 0
    const count = weight >= mass ? left : drawBinomial(left, weight / mass, random)
    counts[cell] = count
    left -= count
    mass -= weight
  }
}
