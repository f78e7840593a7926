/** Dawid–Skene: the true categories and everybody's confusion matrix, estimated together by EM. */
import { logSumExp } from "../math/special.ts"
import type { CodedRatings } from "../table/coded.ts"
import { type Grouping, rowsByItem } from "../table/ratings.ts"
import { voteShares } from "./vote-shares.ts"

export interface DawidSkeneOptions {
  /**
   * Dirichlet pseudo-count added to every cell of every confusion matrix; 1/K unless told. With 0 (the 1979 original)
   * few votes end in matrices of zeros and ones.
   */
  readonly smoothing?: number
  /** More pseudo-counts on the diagonal: "people are rather right than wrong"; 0 unless told. */
  readonly diagonal?: number
  /** 100 unless told. With 0 only the first M-step is done. */
  readonly maxIterations?: number
  /** Stops when the log-likelihood gains less than this; 1e-5 per item unless told. */
  readonly tolerance?: number
}

export interface DawidSkene {
  /** P(truth of item t is k) at t · K + k. Items without votes have the prior. */
  readonly posterior: Float64Array
  /** P(k). */
  readonly prior: Float64Array
  /** P(rater w says l | truth k) at (w · K + k) · K + l. */
  readonly confusion: Float64Array
  /** Of the votes, without the smoothing; null when no E-step was done. */
  readonly logLikelihood: number | null
  readonly iterations: number
  readonly converged: boolean
}

/** Probabilities are kept above this, so that one vote never rules a category out for good. */
const FLOOR = 1e-10

/**
 * EM for the model of Dawid & Skene 1979 ("Maximum likelihood estimation of observer error-rates"), started from vote
 * shares, with Dirichlet smoothing. Deterministic. Each iteration costs votes · K. Categories nobody used get no mass.
 * Sums run in the order of the table: {@link canonicalOrder} first makes results equal to the last digit.
 * With fewer than about 20 · K votes per person the one-coin variant is the safer choice.
 */
export function dawidSkene<C>(coded: CodedRatings<C>, options: DawidSkeneOptions = {}): DawidSkene {
  const width = coded.categories.length
  const { smoothing = 1 / Math.max(1, width), diagonal = 0, maxIterations = 100 } = options
  const { tolerance = 1e-5 * coded.items.length } = options
  const byItem = rowsByItem(coded)
  const { share: posterior } = voteShares(coded)
  const prior = new Float64Array(width)
  const confusion = new Float64Array(coded.raters.length * width * width)
  const maximise = () => {
    countPrior(posterior, byItem.start, prior)
    countConfusion(coded, posterior, confusion, smoothing, diagonal)
  }
  maximise()
  let logLikelihood: number | null = null
  let iterations = 0
  let converged = false
  while (iterations < maxIterations && !converged) {
    iterations++
    const likelihood = expect(coded, byItem, prior, confusion, posterior)
    maximise()
    converged = logLikelihood !== null && likelihood - logLikelihood < tolerance
    logLikelihood = likelihood
  }
  fillUnvoted(posterior, byItem.start, prior)
  return { posterior, prior, confusion, logLikelihood, iterations, converged }
}

/** P(truth) of one item given votes and a fitted model, for items outside the table or read one by one. */
export function dawidSkenePosterior(
  model: Pick<DawidSkene, "prior" | "confusion">,
  votes: readonly { readonly rater: number; readonly code: number }[],
): Float64Array {
  const width = model.prior.length
  const log = model.prior.map((share) => Math.log(Math.max(share, FLOOR)))
  for (const { rater, code } of votes) {
    for (let truth = 0; truth < width; truth++) {
      const said = model.confusion[(rater * width + truth) * width + code] ?? 1
      log[truth] = (log[truth] ?? 0) + Math.log(said)
    }
  }
  const total = logSumExp(log)
  return log.map((value) => Math.exp(value - total))
}

/** Mean posterior over items with votes. */
export function countPrior(posterior: Float64Array, start: Int32Array, prior: Float64Array): void {
  const width = prior.length
  let items = 0
  prior.fill(0)
  for (let item = 0; item + 1 < start.length; item++) {
    if (start[item] === start[item + 1]) continue
    items++
    for (let k = 0; k < width; k++) prior[k] = (prior[k] ?? 0) + (posterior[item * width + k] ?? 0)
  }
  for (let k = 0; k < width; k++) prior[k] = items === 0 ? 1 / width : (prior[k] ?? 0) / items
}

export function fillUnvoted(posterior: Float64Array, start: Int32Array, prior: Float64Array): void {
  for (let item = 0; item + 1 < start.length; item++) {
    if (start[item] === start[item + 1]) posterior.set(prior, item * prior.length)
  }
}

function countConfusion<C>(
  coded: CodedRatings<C>,
  posterior: Float64Array,
  confusion: Float64Array,
  smoothing: number,
  diagonal: number,
): void {
  const width = coded.categories.length
  confusion.fill(smoothing)
  if (diagonal > 0) {
    for (let matrix = 0; matrix < coded.raters.length; matrix++) {
      for (let k = 0; k < width; k++) confusion[(matrix * width + k) * width + k] = smoothing + diagonal
    }
  }
  for (let row = 0; row < coded.item.length; row++) {
    const from = (coded.item[row] ?? 0) * width
    const cells = (coded.rater[row] ?? 0) * width * width + (coded.value[row] ?? 0)
    for (let truth = 0; truth < width; truth++) {
      const cell = cells + truth * width
      confusion[cell] = (confusion[cell] ?? 0) + (posterior[from + truth] ?? 0)
    }
  }
  for (let from = 0; from < confusion.length; from += width) normalise(confusion.subarray(from, from + width))
}

function normalise(row: Float64Array): void {
  let total = 0
  for (let at = 0; at < row.length; at++) {
    row[at] = Math.max(row[at] ?? 0, FLOOR)
    total += row[at] ?? 0
  }
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) / total
}

/** The E-step: new posteriors in place; returns the log-likelihood. */
function expect<C>(
  coded: CodedRatings<C>,
  byItem: Grouping,
  prior: Float64Array,
  confusion: Float64Array,
  posterior: Float64Array,
): number {
  const width = prior.length
  const logPrior = prior.map((share) => Math.log(Math.max(share, FLOOR)))
  const logConfusion = confusion.map(Math.log)
  let likelihood = 0
  for (let item = 0; item < coded.items.length; item++) {
    // Indexes instead of subarrays: a million views a round would cost more than the arithmetic.
    const first = byItem.start[item] ?? 0
    const end = byItem.start[item + 1] ?? 0
    if (first === end) continue
    const from = item * width
    posterior.set(logPrior, from)
    for (let at = first; at < end; at++) {
      const row = byItem.row[at] ?? 0
      const cells = (coded.rater[row] ?? 0) * width * width + (coded.value[row] ?? 0)
      for (let truth = 0; truth < width; truth++) {
        posterior[from + truth] = (posterior[from + truth] ?? 0) + (logConfusion[cells + truth * width] ?? 0)
      }
    }
    const total = logSumExp(posterior, from, from + width)
    for (let at = from; at < from + width; at++) posterior[at] = Math.exp((posterior[at] ?? 0) - total)
    likelihood += total
  }
  return likelihood
}
