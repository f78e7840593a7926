/** γ: agreement on both where marks are and what they say, beyond what shuffled marks would reach. */
import type { Span } from "@loam/schema"
import { type BootstrapOptions, estimate } from "../bootstrap.ts"
import type { Random } from "../math/random.ts"
import { type Estimate, found, type Measure, missing } from "../measure.ts"
import { type Ratings, rowsByItem, rowsOf } from "../table/ratings.ts"
import { bestAlignment, type Dissimilarity } from "./alignment.ts"

export interface GammaOptions extends Dissimilarity {
  /** For the shuffled annotations that stand for chance. */
  readonly random: Random
  /** Length of each item's text in code points; without it, the largest offset marked in the item. */
  readonly lengths?: ArrayLike<number>
  /** Shuffles per item; 30 unless told. Their mean is what chance costs. */
  readonly shuffles?: number
  /** Resamples items. */
  readonly bootstrap?: BootstrapOptions
}

export type GammaEstimate = Estimate & {
  /** Mean disorder of the best alignments, as marked and shuffled. */
  readonly observed: number | null
  readonly expected: number | null
  /** Items left out because their exact alignment is too large. */
  readonly skipped: number
}

/**
 * γ = 1 − Σ observed / Σ expected disorder over items (Mathet, Widlöcher & Métivier 2015). 1 is perfect, 0 is chance.
 * Disorder is the cost of the best alignment per mean number of marks. Chance: every answer's marks rotated around its
 * text by an own random offset. Items nobody marked say nothing and do not count. κ and α have no meaning here: there
 * are no true negatives.
 */
export function gamma(ratings: Ratings<readonly Span[]>, options: GammaOptions): GammaEstimate {
  const byItem = rowsByItem(ratings)
  const observed: number[] = []
  const expected: number[] = []
  let skipped = 0
  for (let item = 0; item < ratings.items.length; item++) {
    const answers = Array.from(rowsOf(byItem, item), (row) => ratings.value[row] ?? [])
    if (answers.length < 2 || answers.every((spans) => spans.length === 0)) continue
    const length = options.lengths?.[item] ?? Math.max(...answers.flat().map((span) => span.end))
    const own = disorder(answers, options)
    const chance = own === null ? null : shuffledDisorder(answers, length, options)
    if (own === null || chance === null) skipped++
    else {
      observed.push(own)
      expected.push(chance)
    }
  }
  return overItems(observed, expected, skipped, options.bootstrap)
}

/** Cost of the best alignment per mean number of marks a person; null when it is too large to find. */
export function disorder(answers: readonly (readonly Span[])[], costs: Dissimilarity = {}): number | null {
  const marks = answers.reduce((sum, spans) => sum + spans.length, 0)
  const best = bestAlignment(answers, costs)
  return best === null || marks === 0 ? null : best / (marks / answers.length)
}

function shuffledDisorder(
  answers: readonly (readonly Span[])[],
  length: number,
  options: GammaOptions,
): number | null {
  const { shuffles = 30, random } = options
  let total = 0
  for (let turn = 0; turn < shuffles; turn++) {
    const one = disorder(
      answers.map((spans) => rotated(spans, Math.floor(random() * length), length)),
      options,
    )
    if (one === null) return null
    total += one
  }
  return total / shuffles
}

/** Marks moved right by `shift`, those starting beyond the end coming back at the front; lengths are kept. */
const rotated = (spans: readonly Span[], shift: number, length: number): Span[] =>
  spans.map(({ label, start, end }) => {
    const moved = (start + shift) % length
    return { label, start: moved, end: moved + end - start }
  })

function overItems(
  observed: readonly number[],
  expected: readonly number[],
  skipped: number,
  bootstrap?: BootstrapOptions,
): GammaEstimate {
  const sums = (weights: Float64Array) => {
    let [own, chance] = [0, 0]
    weights.forEach((weight, item) => {
      own += weight * (observed[item] ?? 0)
      chance += weight * (expected[item] ?? 0)
    })
    return { own, chance }
  }
  const statistic = (weights: Float64Array): Measure => {
    const { own, chance } = sums(weights)
    if (observed.length === 0) return missing(skipped > 0 ? "too_large" : "no_pairs")
    return chance === 0 ? found(1, "no_variation") : found(1 - own / chance)
  }
  const ones = new Float64Array(observed.length).fill(1)
  const { own, chance } = sums(ones)
  const items = observed.length
  const means =
    items === 0 ? { observed: null, expected: null } : { observed: own / items, expected: chance / items }
  return { ...estimate(ones, statistic, bootstrap), ...means, skipped }
}
