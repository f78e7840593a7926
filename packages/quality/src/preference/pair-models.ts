/** Likelihoods of one pair's wins and ties: Bradley–Terry with halved ties, Davidson, Rao–Kupper. */
import { logistic } from "../math/special.ts"

export type TieModel = "half" | "davidson" | "rao_kupper"

/** Log-likelihood of a pair's counts, its slopes and curvatures in d (strength difference) and t (tie parameter). */
export interface PairTerm {
  readonly value: number
  readonly slopeD: number
  readonly slopeT: number
  /** Negative second derivatives: all models are concave in (d, t). */
  readonly curveDD: number
  readonly curveDT: number
  readonly curveTT: number
}

/** A model's term for `a` wins of the first, `b` of the second and `ties`. */
export type PairModel = (a: number, b: number, ties: number, d: number, t: number) => PairTerm

const logLogistic = (x: number) => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)))

/** Bradley & Terry 1952, a tie counting as half a win for both. */
const half: PairModel = (a, b, ties, d) => {
  const wins = a + ties / 2
  const all = a + b + ties
  const first = logistic(d)
  return {
    value: wins * logLogistic(d) + (all - wins) * logLogistic(-d),
    slopeD: wins - all * first,
    slopeT: 0,
    curveDD: all * first * (1 - first),
    curveDT: 0,
    curveTT: 0,
  }
}

/** Davidson 1970: weights p_i, p_j and ν √(p_i p_j), here divided by √(p_i p_j), with t = ln ν. */
const davidson: PairModel = (a, b, ties, d, t) => {
  const top = Math.max(Math.abs(d) / 2, t)
  const [x, y, z] = [Math.exp(d / 2 - top), Math.exp(-d / 2 - top), Math.exp(t - top)]
  const total = x + y + z
  const all = a + b + ties
  const lead = (x - y) / total
  const tied = z / total
  return {
    value: ((a - b) * d) / 2 + ties * t - all * (top + Math.log(total)),
    slopeD: (a - b - all * lead) / 2,
    slopeT: ties - all * tied,
    curveDD: (all * (1 - tied - lead * lead)) / 4,
    curveDT: (-all * lead * tied) / 2,
    curveTT: all * tied * (1 - tied),
  }
}

/** Rao & Kupper 1967: P(i beats j) = p_i / (p_i + θ p_j), with t = ln θ > 0; P(tie) = (θ² − 1) P(i) P(j). */
const raoKupper: PairModel = (a, b, ties, d, t) => {
  const first = logistic(d - t)
  const second = logistic(-d - t)
  const growth = Math.expm1(2 * t)
  const [upA, upB] = [a + ties, b + ties]
  const [bendA, bendB] = [upA * first * (1 - first), upB * second * (1 - second)]
  return {
    value: upA * logLogistic(d - t) + upB * logLogistic(-d - t) + ties * Math.log(growth),
    slopeD: upA * (1 - first) - upB * (1 - second),
    slopeT: -upA * (1 - first) - upB * (1 - second) + (2 * ties * (growth + 1)) / growth,
    curveDD: bendA + bendB,
    curveDT: bendB - bendA,
    curveTT: bendA + bendB + (4 * ties * (growth + 1)) / (growth * growth),
  }
}

export const PAIR_MODELS: { readonly [Model in TieModel]: PairModel } = {
  half,
  davidson,
  rao_kupper: raoKupper,
}
