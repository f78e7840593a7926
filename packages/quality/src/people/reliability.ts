/** How reliable each person is, by every measure there is data for: model, gold, others. */
import type { DawidSkene } from "../consensus/dawid-skene.ts"
import { accuracyAgainst, leaveOneOutAgreement } from "../consensus/worker-skill.ts"
import { type BetaPrior, type Share, shrunkShare, wilson } from "../math/intervals.ts"
import { found, type Measure, missing } from "../measure.ts"
import type { CodedRatings } from "../table/coded.ts"

/** Fewer answers than this make every figure about a person a guess; results carry `few_answers`. */
export const FEW_ANSWERS = 5

export interface PersonReliability {
  readonly rater: string
  readonly answers: number
  readonly few_answers: boolean
  /** Against the majority of the others on the same item; ties count in part. Needs no reference and is unbiased. */
  readonly with_others: Share
  /** Against the consensus handed in; biased upwards, as one's own vote is in it. Null when none was handed in. */
  readonly with_consensus: Share | null
  /** Against gold, with the estimate shrunk towards 4 of 5. Null when there is no gold. */
  readonly gold: (Share & { readonly shrunk: number }) | null
  /** Σ π_k θ_kk of a fitted Dawid–Skene model: how often this person would be right. Null without a model. */
  readonly expected_accuracy: Measure | null
  /** Share of answers known rather than guessed, by a fitted MACE model. Null without a model. */
  readonly competence: Measure | null
}

export interface ReliabilityInputs {
  /** Code per item, −1 where there is none. */
  readonly consensus?: ArrayLike<number>
  readonly gold?: ArrayLike<number>
  readonly dawidSkene?: Pick<DawidSkene, "prior" | "confusion">
  readonly mace?: { readonly competence: ArrayLike<number> }
  readonly prior?: BetaPrior
}

/** One row per rater, in their order. Models must have been fitted to the same table. */
export function reliability<C>(coded: CodedRatings<C>, inputs: ReliabilityInputs = {}): PersonReliability[] {
  const { consensus, gold, dawidSkene, mace, prior } = inputs
  const answers = new Int32Array(coded.raters.length)
  for (const rater of coded.rater) answers[rater] = (answers[rater] ?? 0) + 1
  const others = leaveOneOutAgreement(coded)
  const byConsensus = consensus ? accuracyAgainst(coded, consensus) : null
  const byGold = gold ? accuracyAgainst(coded, gold) : null
  const expected = dawidSkene ? expectedAccuracy(dawidSkene) : null
  const share = (from: { hits: Float64Array; trials: Float64Array }, at: number) =>
    wilson(from.hits[at] ?? 0, from.trials[at] ?? 0)
  return coded.raters.map((rater, at) => {
    const given = answers[at] ?? 0
    const modelled = (value: number | undefined) =>
      given === 0 || value === undefined ? missing("no_ratings") : found(value)
    return {
      rater,
      answers: given,
      few_answers: given < FEW_ANSWERS,
      with_others: share(others, at),
      with_consensus: byConsensus && share(byConsensus, at),
      gold: byGold && {
        ...share(byGold, at),
        shrunk: shrunkShare(byGold.hits[at] ?? 0, byGold.trials[at] ?? 0, prior),
      },
      expected_accuracy: expected && modelled(expected[at]),
      competence: mace ? modelled(mace.competence[at]) : null,
    }
  })
}

/** Σ_k π_k θ_kk per rater. */
export function expectedAccuracy({
  prior,
  confusion,
}: Pick<DawidSkene, "prior" | "confusion">): Float64Array {
  const width = prior.length
  const raters = width === 0 ? 0 : confusion.length / (width * width)
  return Float64Array.from({ length: raters }, (_, rater) =>
    prior.reduce((sum, share, k) => sum + share * (confusion[(rater * width + k) * width + k] ?? 0), 0),
  )
}
