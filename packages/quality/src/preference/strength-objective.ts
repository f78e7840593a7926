/** The function a strength model climbs: log-likelihood over all pairs, its gradient and its information matrix. */
import { cholesky, solveCholesky } from "../math/cholesky.ts"
import { logistic } from "../math/special.ts"
import type { PairCounts } from "./comparisons.ts"
import type { PairModel } from "./pair-models.ts"

export interface Evaluation {
  readonly value: number
  readonly gradient: Float64Array
  /** Negative Hessian, with 1/n added to every strength cell when no anchor fixes the level of strengths. */
  readonly information: Float64Array
}

export interface Objective {
  readonly contestants: number
  /** At a state of log-strengths, followed by the tie parameter when it is free. */
  readonly evaluate: (state: Float64Array) => Evaluation
}

export function objective(
  pairs: PairCounts,
  model: PairModel,
  anchor: number,
  tieIsFree: boolean,
): Objective {
  const { contestants } = pairs
  const size = contestants + (tieIsFree ? 1 : 0)
  const evaluate = (state: Float64Array): Evaluation => {
    const gradient = new Float64Array(size)
    const information = new Float64Array(size * size)
    let value = addAnchor(state, contestants, size, anchor, gradient, information)
    const tie = state[contestants] ?? 0
    const add = (at: number, amount: number) => {
      information[at] = (information[at] ?? 0) + amount
    }
    pairs.first.forEach((a, pair) => {
      const b = pairs.second[pair] ?? 0
      const won = pairs.counts[3 * pair] ?? 0
      const lost = pairs.counts[3 * pair + 1] ?? 0
      const tied = pairs.counts[3 * pair + 2] ?? 0
      if (won + lost + tied === 0) return
      const term = model(won, lost, tied, (state[a] ?? 0) - (state[b] ?? 0), tie)
      value += term.value
      gradient[a] = (gradient[a] ?? 0) + term.slopeD
      gradient[b] = (gradient[b] ?? 0) - term.slopeD
      add(a * size + a, term.curveDD)
      add(b * size + b, term.curveDD)
      add(a * size + b, -term.curveDD)
      add(b * size + a, -term.curveDD)
      if (!tieIsFree) return
      gradient[contestants] = (gradient[contestants] ?? 0) + term.slopeT
      add(a * size + contestants, term.curveDT)
      add(contestants * size + a, term.curveDT)
      add(b * size + contestants, -term.curveDT)
      add(contestants * size + b, -term.curveDT)
      add(contestants * size + contestants, term.curveTT)
    })
    return { value, gradient, information }
  }
  return { contestants, evaluate }
}

/** The prior, or without one the constant that makes the information matrix invertible; returns the prior's value. */
function addAnchor(
  state: Float64Array,
  contestants: number,
  size: number,
  anchor: number,
  gradient: Float64Array,
  information: Float64Array,
): number {
  let value = 0
  for (let a = 0; a < contestants; a++) {
    if (anchor === 0) {
      for (let b = 0; b < contestants; b++) information[a * size + b] = 1 / contestants
      continue
    }
    const strength = state[a] ?? 0
    const wins = logistic(strength)
    value += (anchor / 2) * (Math.log(wins) + Math.log(logistic(-strength)))
    gradient[a] = anchor * (0.5 - wins)
    information[a * size + a] = anchor * wins * (1 - wins)
  }
  return value
}

export interface Climb {
  readonly state: Float64Array
  readonly top: Evaluation
  readonly iterations: number
  readonly settled: boolean
}

/** Newton's method from `start`, each step halved until the objective does not fall. */
export function climb(goal: Objective, start: Float64Array, maxSteps: number): Climb {
  let state = start
  let top = goal.evaluate(state)
  for (let iterations = 1; iterations <= maxSteps; iterations++) {
    const lower = cholesky(top.information, state.length)
    if (lower === null) return { state, top, iterations, settled: false }
    const step = solveCholesky(lower, state.length, top.gradient)
    const reach = step.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    const taken = takeStep(goal, state, top.value, step, reach)
    if (taken === null) return { state, top, iterations, settled: true }
    state = taken.state
    top = taken.top
    // Newton squares the distance to the top: a step of 1e-8 leaves nothing a double could hold.
    if (reach < 1e-8) return { state, top, iterations, settled: true }
  }
  return { state, top, iterations: maxSteps, settled: false }
}

/** Null when no fraction of the step gains anything: the rest is rounding. Steps end at 5, a factor of 150 in odds. */
function takeStep(goal: Objective, state: Float64Array, value: number, step: Float64Array, reach: number) {
  for (let scale = Math.min(1, 5 / reach); scale * reach > 1e-13; scale /= 2) {
    const next = state.map((each, at) => each + scale * (step[at] ?? 0))
    const top = goal.evaluate(next)
    if (top.value >= value) return { state: next, top }
  }
  return null
}
