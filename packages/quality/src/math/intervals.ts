/** Closed-form intervals and shrinkage for a share: how sure "8 of 10" is. */
import { found, type Measure, missing } from "../measure.ts"
import { normalQuantile } from "./special.ts"

/** A share `hits / trials` with its Wilson score interval (Wilson 1927); `value` is the plain share. */
export type Share = Measure & {
  readonly hits: number
  readonly trials: number
  readonly low: number
  readonly high: number
}

/** No trials: no value, and an interval that says so (0 to 1). Half hits (ties) are allowed. */
export function wilson(hits: number, trials: number, level = 0.95): Share {
  if (trials <= 0) return { ...missing("no_ratings"), hits, trials: 0, low: 0, high: 1 }
  const z = normalQuantile(0.5 + level / 2)
  const share = hits / trials
  const scale = 1 + (z * z) / trials
  const centre = (share + (z * z) / (2 * trials)) / scale
  const half = (z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))) / scale
  return { ...found(share), hits, trials, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

export interface BetaPrior {
  readonly right: number
  readonly wrong: number
}

/** Somebody new is taken to be right four times in five until shown otherwise. */
export const DEFAULT_PRIOR: BetaPrior = { right: 4, wrong: 1 }

/** Posterior mean of a share under a Beta prior: 8 of 10 with prior 4:1 is 12/15 = 0.8; 0 of 0 is the prior mean. */
export const shrunkShare = (hits: number, trials: number, prior: BetaPrior = DEFAULT_PRIOR): number =>
  (hits + prior.right) / (trials + prior.right + prior.wrong)
