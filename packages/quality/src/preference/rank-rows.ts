/** Rankings as rows of ranks, and what is counted in them: preferred pairs. */
import type { RankedOption } from "@loam/schema"

/** Rank of every option, in the order of the options: 1 is best, equal ranks are ties, null was not ranked. */
export type RankRow = readonly (number | null)[]

/** An answer of a ranking question as a row; options it does not name, or names without a rank, are null. */
export function rankRow(answer: readonly RankedOption[], options: readonly string[]): RankRow {
  const rank = new Map(answer.map((each) => [each.value, each.rank]))
  return options.map((option) => rank.get(option) ?? null)
}

/** One preferred pair of a ranking (option numbers), with the number of ranks between them. */
export interface RankedPair {
  readonly chosen: number
  readonly rejected: number
  readonly gap: number
}

/** All pairs with different ranks, in option order; tied and unranked options give none. */
export function pairsFromRanks(ranks: RankRow): RankedPair[] {
  const pairs: RankedPair[] = []
  ranks.forEach((rank, chosen) => {
    ranks.forEach((other, rejected) => {
      if (rank !== null && other !== null && rank < other) pairs.push({ chosen, rejected, gap: other - rank })
    })
  })
  return pairs
}

/** M[i · n + j] = summed weight of the rankings that put option i strictly above option j. */
export function preferenceMatrix(
  rows: readonly RankRow[],
  options: number,
  weights?: ArrayLike<number>,
): Float64Array {
  const matrix = new Float64Array(options * options)
  rows.forEach((ranks, row) => {
    const weight = weights ? (weights[row] ?? 0) : 1
    for (const { chosen, rejected } of pairsFromRanks(ranks)) {
      const cell = chosen * options + rejected
      matrix[cell] = (matrix[cell] ?? 0) + weight
    }
  })
  return matrix
}

/** Options in groups of equal rank, best group first; unranked options are in none. */
export function tieGroups(ranks: RankRow): number[][] {
  const levels = [...new Set(ranks.filter((rank) => rank !== null))].sort((a, b) => a - b)
  return levels.map((level) => ranks.flatMap((rank, option) => (rank === level ? [option] : [])))
}

/** The same order with ranks 1, 2, 2, 4 …: 1, 2, 2, 3 means the same. Unranked options stay so. */
export const standardRanks = (ranks: RankRow): RankRow =>
  ranks.map((own) =>
    own === null ? null : 1 + ranks.filter((other) => other !== null && other < own).length,
  )

/** Ranks 1, 2, 2, 4 … from scores (higher is better); scores within `tolerance` of the group's first are ties. */
export function ranksFromScores(scores: ArrayLike<number>, tolerance = 1e-9): number[] {
  return Array.from(scores, (own) => {
    let better = 0
    for (let other = 0; other < scores.length; other++) if ((scores[other] ?? 0) > own + tolerance) better++
    return better + 1
  })
}
