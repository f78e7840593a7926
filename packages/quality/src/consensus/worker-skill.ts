/** How often each person agrees with a reference, and weights made from it: gold, Wawa, Zero-Based Skill, log-odds. */
import { sum } from "../math/summary.ts"
import type { CodedRatings } from "../table/coded.ts"
import { firstLeaders, type ItemShares, voteShares } from "./vote-shares.ts"

/** Hits and trials per rater. */
export interface Accuracy {
  readonly hits: Float64Array
  readonly trials: Float64Array
}

/** Compares answers with `reference[item]`, a category code or −1 where there is none. */
export function accuracyAgainst<C>(coded: CodedRatings<C>, reference: ArrayLike<number>): Accuracy {
  const hits = new Float64Array(coded.raters.length)
  const trials = new Float64Array(coded.raters.length)
  coded.rater.forEach((rater, row) => {
    const right = reference[coded.item[row] ?? 0] ?? -1
    if (right < 0) return
    trials[rater] = (trials[rater] ?? 0) + 1
    if (right === coded.value[row]) hits[rater] = (hits[rater] ?? 0) + 1
  })
  return { hits, trials }
}

/** Hits / trials per rater; `whenNone` for raters without trials. */
export const sharesOf = ({ hits, trials }: Accuracy, whenNone = 0): Float64Array =>
  hits.map((hit, rater) => ((trials[rater] ?? 0) > 0 ? hit / (trials[rater] ?? 1) : whenNone))

export interface Wawa {
  /** Share of each rater's answers that equal the plain majority. */
  readonly skill: Float64Array
  readonly shares: ItemShares
}

/** Worker agreement with aggregate: majority, then skills, then a vote weighted by them. Ties by category order. */
export function wawa<C>(coded: CodedRatings<C>): Wawa {
  const skill = sharesOf(accuracyAgainst(coded, firstLeaders(voteShares(coded))))
  return { skill, shares: voteShares(coded, skill) }
}

/** Zero-Based Skill: repeats weighted vote and skill += rate · (accuracy − skill), the rate halving every ten rounds. */
export function zeroBasedSkill<C>(coded: CodedRatings<C>, rounds = 100, rate = 1): Wawa {
  let skill: Float64Array = new Float64Array(coded.raters.length).fill(1 / coded.categories.length + 1e-5)
  for (let round = 0; round < rounds; round++) {
    const step = rate / 2 ** Math.floor(round / 10)
    const accuracy = sharesOf(accuracyAgainst(coded, firstLeaders(voteShares(coded, skill))))
    skill = skill.map((old, rater) => old + step * ((accuracy[rater] ?? 0) - old))
  }
  return { skill, shares: voteShares(coded, skill) }
}

/**
 * ln(a (K − 1) / (1 − a)) for accuracies a clipped to [.01, .99]: the best weights for independent people whose errors
 * are uniform (Nitzan & Paroush 1982). Negative for people worse than chance: they count against their answer.
 */
export function logOddsWeights(accuracy: ArrayLike<number>, categories: number): Float64Array {
  const others = Math.max(1, categories - 1)
  return Float64Array.from(accuracy, (raw) => {
    const share = Math.min(0.99, Math.max(0.01, raw))
    return Math.log((share * others) / (1 - share))
  })
}

/**
 * Agreement of each rater with the majority of the *others* on the same item; a tie of t categories that includes the
 * answer counts 1/t. Agreement with the whole majority is biased, because one's own vote is in it.
 */
export function leaveOneOutAgreement<C>(coded: CodedRatings<C>): Accuracy {
  const width = coded.categories.length
  const counts = new Int32Array(coded.items.length * width)
  coded.item.forEach((item, row) => {
    const cell = item * width + (coded.value[row] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  })
  const hits = new Float64Array(coded.raters.length)
  const trials = new Float64Array(coded.raters.length)
  coded.rater.forEach((rater, row) => {
    const from = (coded.item[row] ?? 0) * width
    const others = counts.slice(from, from + width)
    const own = coded.value[row] ?? 0
    others[own] = (others[own] ?? 1) - 1
    if (sum(others) === 0) return
    const top = Math.max(...others)
    trials[rater] = (trials[rater] ?? 0) + 1
    if (others[own] === top)
      hits[rater] = (hits[rater] ?? 0) + 1 / others.filter((votes) => votes === top).length
  })
  return { hits, trials }
}
