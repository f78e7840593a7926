/** Bradley–Terry strengths from counts of wins and ties, by Newton's method, with standard errors. */
import { cholesky, inverse } from "../math/cholesky.ts"
import { mean } from "../math/summary.ts"
import type { Reason } from "../measure.ts"
import type { PairCounts } from "./comparisons.ts"
import { components, tiesUnbounded } from "./components.ts"
import { PAIR_MODELS, type TieModel } from "./pair-models.ts"
import { climb, objective } from "./strength-objective.ts"

export interface BradleyTerryOptions {
  /**
   * `half`: a tie is half a win for both. `davidson` (default) and `rao_kupper` estimate how likely ties are; without
   * ties all three are the same.
   */
  readonly ties?: TieModel
  /**
   * Virtual comparisons of every contestant with an opponent of strength 0, half of them won: a weak prior that keeps
   * strengths finite. `auto` (default): 0.1 when the comparisons alone leave them without bound, else none.
   */
  readonly anchor?: number | "auto"
  /** Strengths to start from: the answer to nearly the same data saves steps. */
  readonly start?: BradleyTerry
  /** Standard errors cost one matrix inversion; true unless told. */
  readonly errors?: boolean
}

export interface BradleyTerry {
  /** Natural logarithm of strength per contestant, mean 0: P(i beats j) = 1 / (1 + e^(s_j − s_i)) when nothing ties. */
  readonly strength: Float64Array
  /** Standard errors of `strength` from the observed information; null when not asked for. */
  readonly standardError: Float64Array | null
  /** ν of Davidson (0 and up), θ of Rao–Kupper (1 and up); null for `half`, or when every comparison was a tie. */
  readonly tie: number | null
  readonly logLikelihood: number
  readonly iterations: number
  readonly note: Reason | null
}

export type BradleyTerryResult =
  | BradleyTerry
  | {
      readonly strength: null
      readonly reason: "no_ratings" | "not_connected" | "ties_unbounded"
      readonly components: number[][]
    }

/** Newton needs 4–8 steps; concave models cannot cycle, so this many means numbers beyond double precision. */
const MAX_STEPS = 100

/**
 * Maximum likelihood (with a weak prior where needed, see `anchor`). With `anchor` 0 and strengths without bound there
 * are none: `not_connected` when the comparisons fall into components, `ties_unbounded` when ties never contradict wins.
 */
export function bradleyTerry(pairs: PairCounts, options: BradleyTerryOptions = {}): BradleyTerryResult {
  const parts = components(pairs)
  if (pairs.counts.every((count) => count === 0)) {
    return { strength: null, reason: "no_ratings", components: parts }
  }
  const model = modelFor(pairs, options.ties ?? "davidson")
  const unbounded = reasonUnbounded(pairs, parts.length, model.free)
  const asked = options.anchor ?? "auto"
  const automatic = unbounded ? 0.1 : 0
  const anchor = asked === "auto" ? automatic : asked
  if (anchor === 0 && unbounded) return { strength: null, reason: unbounded, components: parts }
  const goal = objective(pairs, PAIR_MODELS[model.ties], anchor, model.free)
  const start = startOf(pairs.contestants, options.start, model)
  const { state, top, iterations, settled } = climb(goal, start, MAX_STEPS)
  const strength = centred(state.subarray(0, pairs.contestants))
  return {
    strength,
    standardError:
      options.errors === false ? null : standardErrors(top.information, state.length, pairs.contestants),
    tie: tieOf(model, state[pairs.contestants] ?? 0),
    logLikelihood: top.value,
    iterations,
    note: noteOf(settled, anchor),
  }
}

/** Strengths as shares summing to 1. */
export function strengthShares(strength: ArrayLike<number>): Float64Array {
  const top = Math.max(...Array.from(strength))
  const raw = Float64Array.from(strength, (value) => Math.exp(value - top))
  const total = raw.reduce((sum, value) => sum + value, 0)
  return raw.map((value) => value / total)
}

/** Strengths on the scale of chess: 400 points are odds of 10 to 1, the mean contestant has 1,000. */
export const eloScale = (strength: number): number => 1000 + (400 / Math.LN10) * strength

function reasonUnbounded(pairs: PairCounts, parts: number, tieIsFree: boolean) {
  if (parts > 1) return "not_connected"
  return tieIsFree && tiesUnbounded(pairs) ? "ties_unbounded" : null
}

interface Model {
  readonly asked: TieModel
  readonly ties: TieModel
  /** Whether the tie parameter is estimated. */
  readonly free: boolean
  readonly allTied: boolean
}

/** Without ties, or with nothing but ties, the tie parameter has no finite estimate and strengths do not need it. */
function modelFor(pairs: PairCounts, asked: TieModel): Model {
  const tied = pairs.counts.reduce((sum, count, cell) => sum + (cell % 3 === 2 ? count : 0), 0)
  const allTied = tied === pairs.counts.reduce((sum, count) => sum + count, 0)
  const free = asked !== "half" && tied > 0 && !allTied
  return { asked, ties: free ? asked : "half", free, allTied }
}

function startOf(contestants: number, start: BradleyTerry | undefined, { ties, free }: Model): Float64Array {
  const state = new Float64Array(contestants + (free ? 1 : 0))
  if (start) state.set(start.strength)
  if (!free) return state
  const known = start?.tie ?? null
  state[contestants] = known !== null && known > (ties === "davidson" ? 0 : 1) ? Math.log(known) : Math.log(2)
  return state
}

function tieOf({ asked, free, allTied }: Model, t: number): number | null {
  if (asked === "half" || allTied) return null
  if (free) return Math.exp(t)
  return asked === "davidson" ? 0 : 1
}

function noteOf(settled: boolean, anchor: number): Reason | null {
  if (!settled) return "not_converged"
  return anchor > 0 ? "regularised" : null
}

function centred(strength: Float64Array): Float64Array {
  const middle = mean(strength) ?? 0
  return strength.map((value) => value - middle)
}

/** Square roots of the diagonal of C H⁻¹ C, C centring: errors of strengths relative to the mean contestant. */
function standardErrors(information: Float64Array, size: number, count: number): Float64Array | null {
  const lower = cholesky(information, size)
  if (lower === null) return null
  const covariance = inverse(lower, size)
  const rows = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) rows[i] = (rows[i] ?? 0) + (covariance[i * size + j] ?? 0) / count
  }
  const all = mean(rows) ?? 0
  return rows.map((row, i) => Math.sqrt(Math.max(0, (covariance[i * size + i] ?? 0) - 2 * row + all)))
}
