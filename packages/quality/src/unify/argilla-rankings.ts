/** Argilla's strategies for rankings; it compared ranks in the order of the answer, here it is the option order. */
import type { RankedOption } from "@loam/schema"
import type { RankRow } from "../preference/rank-rows.ts"
import { type Decide, decided } from "./decision.ts"
import { inOptionOrder, meanRank, type Ranking, type RankingAnswers, rowsFrom } from "./ranking-values.ts"

/** `wholeOrder` is the policy "the most frequent whole order". */
export function argillaRanking(
  strategy: "mean" | "majority" | "max" | "min",
  options: readonly string[],
  wholeOrder: Decide<Ranking>,
): Decide<Ranking> {
  if (strategy === "majority") return (answers) => wholeOrder(answers.map((each) => ({ ...each, weight: 1 })))
  if (strategy === "mean") return (answers) => decided(roundedMeanRanks(answers, options))
  const sign = strategy === "max" ? -1 : 1
  return (answers) => {
    const [first = []] = rowsFrom(answers, options).rows.toSorted((a, b) => sign * compareRows(a, b))
    return decided(inOptionOrder(first, options))
  }
}

/** Where an option without a rank stands. */
const LAST = Number.MAX_SAFE_INTEGER

function compareRows(a: RankRow, b: RankRow): number {
  for (let at = 0; at < a.length; at++) {
    const gap = (a[at] ?? LAST) - (b[at] ?? LAST)
    if (gap !== 0) return gap
  }
  return 0
}

function roundedMeanRanks(answers: RankingAnswers, options: readonly string[]): RankedOption[] {
  const { rows } = rowsFrom(answers, options)
  const even = { rows, weights: rows.map(() => 1) }
  const ranks = options.map((_, at) => {
    const rank = meanRank(even, at)
    return rank === Number.POSITIVE_INFINITY ? null : halfToEven(rank)
  })
  return inOptionOrder(ranks, options).sort((a, b) => (a.rank ?? LAST) - (b.rank ?? LAST))
}

/** Rounding as Python does it: 2.5 to 2, 3.5 to 4. */
function halfToEven(value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}
