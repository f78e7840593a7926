/** Rankings of one record as rows of ranks and back. */
import type { RankedOption } from "@loam/schema"
import { type RankRow, rankRow, standardRanks } from "../preference/rank-rows.ts"
import type { WeightedAnswer } from "./decision.ts"

export type Ranking = readonly RankedOption[]
export type RankingAnswers = readonly WeightedAnswer<Ranking>[]

export interface RankingRows {
  readonly rows: readonly RankRow[]
  readonly weights: readonly number[]
}

export const rowsFrom = (answers: RankingAnswers, options: readonly string[]): RankingRows => ({
  rows: answers.map(({ value }) => rankRow(value, options)),
  weights: answers.map(({ weight }) => weight),
})

export const inOptionOrder = (ranks: RankRow, options: readonly string[]): RankedOption[] =>
  options.map((value, at) => ({ value, rank: ranks[at] ?? null }))

/** Where options without a rank are listed. */
const LAST = Number.MAX_SAFE_INTEGER

/** Best first; equal ranks in option order. */
export const bestFirst = (ranks: RankRow, options: readonly string[]): RankedOption[] =>
  inOptionOrder(ranks, options).sort((a, b) => (a.rank ?? LAST) - (b.rank ?? LAST))

/** The same rankings with ranks 1, 2, 2, 4, listed best first, so that equal orders look alike. */
export const standardised = (answers: RankingAnswers, options: readonly string[]): RankingAnswers =>
  answers.map((answer) => ({
    ...answer,
    value: bestFirst(standardRanks(rankRow(answer.value, options)), options),
  }))

/** Weighted mean rank of an option over those who ranked it; +∞ when nobody did. */
export function meanRank({ rows, weights }: RankingRows, option: number): number {
  let sum = 0
  let total = 0
  rows.forEach((row, at) => {
    const rank = row[option] ?? null
    if (rank === null) return
    sum += rank * (weights[at] ?? 0)
    total += weights[at] ?? 0
  })
  return total === 0 ? Number.POSITIVE_INFINITY : sum / total
}
