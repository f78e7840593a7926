/** GLAD: people's ability and items' difficulty together. Optional: slow, and fragile with few votes. */
import { logistic, logSumExp } from "../math/special.ts"
import type { CodedRatings } from "../table/coded.ts"
import { type Grouping, rowsByItem } from "../table/ratings.ts"

export interface GladOptions {
  /** EM rounds; 200 unless told. 0 gives the posteriors of the start (ability 1, easiness e for all). */
  readonly rounds?: number
  /** Largest change of a posterior at which to stop; 1e-8 unless told. */
  readonly tolerance?: number
}

export interface Glad {
  /** P(truth of item t is k) at t · K + k. */
  readonly posterior: Float64Array
  /** Ability α per rater: 0 is guessing, below 0 is systematically wrong. */
  readonly ability: Float64Array
  /** b per item, where e^b is how easy it is. */
  readonly logEasiness: Float64Array
  readonly rounds: number
  readonly converged: boolean
}

/**
 * Whitehill et al. 2009, "Whose vote should count more": P(right) = σ(α e^b), wrong answers uniform, uniform prior over
 * categories, normal priors N(1, 1) on α and b. EM whose M-step climbs by damped Newton steps, one number at a time.
 */
export function glad<C>(coded: CodedRatings<C>, options: GladOptions = {}): Glad {
  const { rounds = 200, tolerance = 1e-8 } = options
  const byItem = rowsByItem(coded)
  const ability = new Float64Array(coded.raters.length).fill(1)
  const logEasiness = new Float64Array(coded.items.length).fill(1)
  let posterior = expect(coded, byItem, ability, logEasiness)
  let round = 0
  let change = Number.POSITIVE_INFINITY
  while (round < rounds && change >= tolerance) {
    round++
    for (let step = 0; step < 25; step++) climb(coded, posterior, ability, logEasiness)
    const next = expect(coded, byItem, ability, logEasiness)
    change = next.reduce((most, share, at) => Math.max(most, Math.abs(share - (posterior[at] ?? 0))), 0)
    posterior = next
  }
  return { posterior, ability, logEasiness, rounds: round, converged: change < tolerance }
}

/** σ is kept this far from 0 and 1. */
const FLOOR = 1e-15

function expect<C>(
  coded: CodedRatings<C>,
  byItem: Grouping,
  ability: Float64Array,
  logEasiness: Float64Array,
) {
  const width = coded.categories.length
  const posterior = new Float64Array(coded.items.length * width)
  for (let item = 0; item < coded.items.length; item++) {
    const from = item * width
    for (let at = byItem.start[item] ?? 0; at < (byItem.start[item + 1] ?? 0); at++) {
      const row = byItem.row[at] ?? 0
      const strength = (ability[coded.rater[row] ?? 0] ?? 1) * Math.exp(logEasiness[item] ?? 1)
      const right = Math.min(1 - FLOOR, Math.max(FLOOR, logistic(strength)))
      const cell = from + (coded.value[row] ?? 0)
      // Relative to a wrong answer, which every other category shares.
      posterior[cell] = (posterior[cell] ?? 0) + Math.log((right * Math.max(1, width - 1)) / (1 - right))
    }
    const total = logSumExp(posterior, from, from + width)
    for (let at = from; at < from + width; at++) posterior[at] = Math.exp((posterior[at] ?? 0) - total)
  }
  return posterior
}

/** One half-length Newton step of every ability and every item, from gradients of the expected log-posterior. */
function climb<C>(
  coded: CodedRatings<C>,
  posterior: Float64Array,
  ability: Float64Array,
  logEasiness: Float64Array,
): void {
  const width = coded.categories.length
  const slopeA = ability.map((value) => 1 - value)
  const curveA = new Float64Array(ability.length).fill(1)
  const slopeB = logEasiness.map((value) => 1 - value)
  const curveB = new Float64Array(logEasiness.length).fill(1)
  coded.item.forEach((item, row) => {
    const rater = coded.rater[row] ?? 0
    const easiness = Math.exp(logEasiness[item] ?? 1)
    const strength = (ability[rater] ?? 1) * easiness
    const right = logistic(strength)
    const surprise = (posterior[item * width + (coded.value[row] ?? 0)] ?? 0) - right
    const spread = right * (1 - right)
    slopeA[rater] = (slopeA[rater] ?? 0) + surprise * easiness
    curveA[rater] = (curveA[rater] ?? 0) + spread * easiness * easiness
    slopeB[item] = (slopeB[item] ?? 0) + surprise * strength
    // The exact curvature also has − surprise · strength, which may be negative: its size keeps the step an ascent.
    curveB[item] = (curveB[item] ?? 0) + spread * strength * strength + Math.abs(surprise * strength)
  })
  ability.forEach((value, rater) => {
    ability[rater] = value + (0.5 * (slopeA[rater] ?? 0)) / (curveA[rater] ?? 1)
  })
  logEasiness.forEach((value, item) => {
    logEasiness[item] = value + (0.5 * (slopeB[item] ?? 0)) / (curveB[item] ?? 1)
  })
}
