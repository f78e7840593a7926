/** MACE: everybody either knows the answer or answers from a personal habit; who knows is estimated by EM. */
import type { Random } from "../math/random.ts"
import { digamma, logSumExp } from "../math/special.ts"
import type { CodedRatings } from "../table/coded.ts"
import { type Grouping, rowsByItem } from "../table/ratings.ts"

export interface MaceOptions {
  /** Variational Bayes with Beta and Dirichlet priors (default), or plain EM with smoothed counts. */
  readonly variant?: "variational" | "em"
  /** Rounds; 50 unless told, as in the paper. */
  readonly iterations?: number
  /** Beta prior of guessing and of knowing; 0.5 each unless told. */
  readonly guessPrior?: number
  readonly knowPrior?: number
  /** Dirichlet prior of every category in a guessing habit; 10 unless told (flat habits unless shown otherwise). */
  readonly habitPrior?: number
  /** Further starts from random parameters; the likeliest result wins. Needs `random`. The first start is fixed. */
  readonly restarts?: number
  readonly random?: Random
}

export interface Mace {
  /** P(truth of item t is k) at t · K + k; uniform for items without votes. */
  readonly posterior: Float64Array
  /** Share of answers a rater knew, 0 to 1; 0.5 for raters without votes. */
  readonly competence: Float64Array
  /** Unnormalised in the variational variant: know + guess ≤ 1. */
  readonly know: Float64Array
  readonly guess: Float64Array
  /** What a rater answers when guessing: P(l) at w · K + l. */
  readonly habit: Float64Array
  readonly logLikelihood: number
}

/** State of one run; the E-step writes posterior and expected counts, the M-step the parameters. */
interface Run {
  readonly know: Float64Array
  readonly guess: Float64Array
  readonly habit: Float64Array
  readonly posterior: Float64Array
  readonly knew: Float64Array
  readonly guessed: Float64Array
  readonly habits: Float64Array
}

/**
 * Hovy, Berg-Kirkpatrick, Vaswani & Hovy 2013, "Learning whom to trust with MACE". Uniform prior over categories. The
 * fixed start (know = 0.5, flat habits) makes the result repeatable. Each round costs about the number of votes.
 */
export function mace<C>(coded: CodedRatings<C>, options: MaceOptions = {}): Mace {
  const { restarts = 0, random } = options
  const byItem = rowsByItem(coded)
  let best = fit(coded, byItem, options)
  for (let start = 0; random && start < restarts; start++) {
    const other = fit(coded, byItem, options, random)
    if (other.logLikelihood > best.logLikelihood) best = other
  }
  return best
}

function fit<C>(coded: CodedRatings<C>, byItem: Grouping, options: MaceOptions, random?: Random): Mace {
  const { iterations = 50, variant = "variational" } = options
  const run = begin(coded, random)
  const habitsOf = variant === "em" ? smoothedCounts : variationalCounts
  let logLikelihood = expect(coded, byItem, run)
  for (let round = 0; round < iterations; round++) {
    habitsOf(run, coded.categories.length, options)
    logLikelihood = expect(coded, byItem, run)
  }
  const { know, guess, habit, posterior } = run
  const competence = know.map((share, rater) => share / (share + (guess[rater] ?? 0)))
  return { posterior, competence, know, guess, habit, logLikelihood }
}

function begin<C>(coded: CodedRatings<C>, random?: Random): Run {
  const width = coded.categories.length
  const raters = coded.raters.length
  const know = new Float64Array(raters).map(() => (random ? 0.1 + 0.8 * random() : 0.5))
  const habit = new Float64Array(raters * width).map(() => (random ? 0.1 + random() : 1))
  for (let from = 0; from < habit.length; from += width) {
    const total = habit.subarray(from, from + width).reduce((sum, share) => sum + share, 0)
    for (let at = from; at < from + width; at++) habit[at] = (habit[at] ?? 0) / total
  }
  return {
    know,
    guess: know.map((share) => 1 - share),
    habit,
    posterior: new Float64Array(coded.items.length * width),
    knew: new Float64Array(raters),
    guessed: new Float64Array(raters),
    habits: new Float64Array(raters * width),
  }
}

/** Posteriors and expected counts; returns the log-likelihood. */
function expect<C>(coded: CodedRatings<C>, byItem: Grouping, run: Run): number {
  const width = coded.categories.length
  const { posterior } = run
  run.knew.fill(0)
  run.guessed.fill(0)
  run.habits.fill(0)
  let likelihood = 0
  for (let item = 0; item < coded.items.length; item++) {
    const first = byItem.start[item] ?? 0
    const end = byItem.start[item + 1] ?? 0
    const from = item * width
    // ln f_g = Σ ln guess·habit(l) + Σ over votes for g of ln(1 + know / (guess·habit(l))): votes + K instead of votes · K.
    let shared = -Math.log(width)
    for (let k = from; k < from + width; k++) posterior[k] = 0
    for (let at = first; at < end; at++) {
      const row = byItem.row[at] ?? 0
      const rater = coded.rater[row] ?? 0
      const code = coded.value[row] ?? 0
      const byHabit = (run.guess[rater] ?? 0) * (run.habit[rater * width + code] ?? 0)
      shared += Math.log(byHabit)
      posterior[from + code] = (posterior[from + code] ?? 0) + Math.log1p((run.know[rater] ?? 0) / byHabit)
    }
    const total = logSumExp(posterior, from, from + width)
    if (first < end) likelihood += shared + total
    for (let k = from; k < from + width; k++) posterior[k] = Math.exp((posterior[k] ?? 0) - total)
    for (let at = first; at < end; at++) countVote(coded, run, byItem.row[at] ?? 0, from, width)
  }
  return likelihood
}

function countVote<C>(coded: CodedRatings<C>, run: Run, row: number, from: number, width: number): void {
  const rater = coded.rater[row] ?? 0
  const code = coded.value[row] ?? 0
  const byHabit = (run.guess[rater] ?? 0) * (run.habit[rater * width + code] ?? 0)
  const right = run.posterior[from + code] ?? 0
  const knew = (right * (run.know[rater] ?? 0)) / (byHabit + (run.know[rater] ?? 0))
  run.knew[rater] = (run.knew[rater] ?? 0) + knew
  run.guessed[rater] = (run.guessed[rater] ?? 0) + 1 - knew
  run.habits[rater * width + code] = (run.habits[rater * width + code] ?? 0) + 1 - knew
}

/** The variational M-step: expectations of log-probabilities under Beta and Dirichlet posteriors. */
function variationalCounts(run: Run, width: number, options: MaceOptions): void {
  const { guessPrior = 0.5, knowPrior = 0.5, habitPrior = 10 } = options
  run.know.forEach((_, rater) => {
    const knew = run.knew[rater] ?? 0
    const guessed = run.guessed[rater] ?? 0
    const all = digamma(knew + guessed + guessPrior + knowPrior)
    run.guess[rater] = Math.exp(digamma(guessed + guessPrior) - all)
    run.know[rater] = Math.exp(digamma(knew + knowPrior) - all)
    // Every expected guess is one expected use of the habit.
    const uses = digamma(guessed + habitPrior * width)
    for (let at = rater * width; at < (rater + 1) * width; at++) {
      run.habit[at] = Math.exp(digamma((run.habits[at] ?? 0) + habitPrior) - uses)
    }
  })
}

/** The plain M-step: counts with 0.01/K added. */
function smoothedCounts(run: Run, width: number): void {
  const extra = 0.01 / width
  run.know.forEach((_, rater) => {
    const knew = run.knew[rater] ?? 0
    const guessed = run.guessed[rater] ?? 0
    const all = knew + guessed + 2 * extra
    run.guess[rater] = (guessed + extra) / all
    run.know[rater] = (knew + extra) / all
    for (let at = rater * width; at < (rater + 1) * width; at++) {
      run.habit[at] = ((run.habits[at] ?? 0) + extra) / (guessed + width * extra)
    }
  })
}

/** P(truth) of one item given votes and a fitted model. */
export function macePosterior(
  model: Pick<Mace, "know" | "guess" | "habit">,
  width: number,
  votes: readonly { readonly rater: number; readonly code: number }[],
): Float64Array {
  const log = new Float64Array(width)
  for (const { rater, code } of votes) {
    const byHabit = (model.guess[rater] ?? 1) * (model.habit[rater * width + code] ?? 1)
    log[code] = (log[code] ?? 0) + Math.log1p((model.know[rater] ?? 0) / byHabit)
  }
  const total = logSumExp(log)
  return log.map((value) => Math.exp(value - total))
}
