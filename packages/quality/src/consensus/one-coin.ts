/** One-coin Dawid–Skene: a single accuracy per person, errors spread evenly over the other categories. */
import { logSumExp } from "../math/special.ts"
import type { CodedRatings } from "../table/coded.ts"
import { type Grouping, rowsByItem } from "../table/ratings.ts"
import { countPrior, fillUnvoted } from "./dawid-skene.ts"
import { voteShares } from "./vote-shares.ts"

export interface OneCoin {
  /** P(truth of item t is k) at t · K + k. */
  readonly posterior: Float64Array
  readonly prior: Float64Array
  /** P(right) per rater; raters without votes have 0.5. */
  readonly accuracy: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

export interface OneCoinOptions {
  /** Pseudo-answers added to each rater as right and wrong alike; 0 unless told. */
  readonly smoothing?: number
  readonly maxIterations?: number
  /** Largest change of an accuracy at which to stop; 1e-6 unless told. */
  readonly tolerance?: number
}

const FLOOR = 1e-10

/** EM from vote shares. The good default when people have fewer than about 20 · K votes. */
export function oneCoin<C>(coded: CodedRatings<C>, options: OneCoinOptions = {}): OneCoin {
  const { smoothing = 0, maxIterations = 1000, tolerance = 1e-6 } = options
  const width = coded.categories.length
  const byItem = rowsByItem(coded)
  const { share: posterior } = voteShares(coded)
  const prior = new Float64Array(width)
  const accuracy = new Float64Array(coded.raters.length).fill(0.5)
  let iterations = 0
  let change = Number.POSITIVE_INFINITY
  while (iterations < maxIterations && change >= tolerance) {
    iterations++
    change = maximise(coded, posterior, accuracy, smoothing)
    countPrior(posterior, byItem.start, prior)
    expect(coded, byItem, prior, accuracy, posterior)
  }
  fillUnvoted(posterior, byItem.start, prior)
  return { posterior, prior, accuracy, iterations, converged: change < tolerance }
}

/** P(truth) of one item given votes and a fitted model; raters outside the model say nothing. */
export function oneCoinPosterior(
  model: Pick<OneCoin, "prior" | "accuracy">,
  votes: readonly { readonly rater: number; readonly code: number }[],
): Float64Array {
  const log = model.prior.map((share) => Math.log(Math.max(share, FLOOR)))
  for (const { rater, code } of votes) {
    const accuracy = model.accuracy[rater]
    if (accuracy !== undefined) addVote(log, 0, log.length, code, accuracy)
  }
  const total = logSumExp(log)
  return log.map((value) => Math.exp(value - total))
}

/** New accuracies in place; returns the largest change. */
function maximise<C>(
  coded: CodedRatings<C>,
  posterior: Float64Array,
  accuracy: Float64Array,
  smoothing: number,
): number {
  const width = coded.categories.length
  const right = new Float64Array(accuracy.length).fill(smoothing)
  const all = new Float64Array(accuracy.length).fill(2 * smoothing)
  coded.rater.forEach((rater, row) => {
    right[rater] =
      (right[rater] ?? 0) + (posterior[(coded.item[row] ?? 0) * width + (coded.value[row] ?? 0)] ?? 0)
    all[rater] = (all[rater] ?? 0) + 1
  })
  let change = 0
  accuracy.forEach((old, rater) => {
    const votes = all[rater] ?? 0
    if (votes === 0) return
    const next = Math.min(1 - FLOOR, Math.max(FLOOR, (right[rater] ?? 0) / votes))
    change = Math.max(change, Math.abs(next - old))
    accuracy[rater] = next
  })
  return change
}

function expect<C>(
  coded: CodedRatings<C>,
  byItem: Grouping,
  prior: Float64Array,
  accuracy: Float64Array,
  posterior: Float64Array,
): void {
  const width = prior.length
  const logPrior = prior.map((share) => Math.log(Math.max(share, FLOOR)))
  for (let item = 0; item < coded.items.length; item++) {
    const first = byItem.start[item] ?? 0
    const end = byItem.start[item + 1] ?? 0
    if (first === end) continue
    const from = item * width
    posterior.set(logPrior, from)
    for (let at = first; at < end; at++) {
      const row = byItem.row[at] ?? 0
      addVote(posterior, from, width, coded.value[row] ?? 0, accuracy[coded.rater[row] ?? 0] ?? 0.5)
    }
    const total = logSumExp(posterior, from, from + width)
    for (let at = from; at < from + width; at++) posterior[at] = Math.exp((posterior[at] ?? 0) - total)
  }
}

/** Adds ln P(vote | truth) for every truth. */
function addVote(log: Float64Array, from: number, width: number, code: number, accuracy: number): void {
  const right = Math.log(accuracy)
  const wrong = width > 1 ? Math.log((1 - accuracy) / (width - 1)) : 0
  for (let k = 0; k < width; k++) log[from + k] = (log[from + k] ?? 0) + (k === code ? right : wrong)
}
