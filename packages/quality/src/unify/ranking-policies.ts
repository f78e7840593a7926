/** Policies of ranking questions: one order from several. */
import type { RankedOption } from "@loam/schema"
import { borda } from "../preference/borda.ts"
import { bradleyTerry } from "../preference/bradley-terry.ts"
import { pairCountsFromRanks } from "../preference/comparisons.ts"
import { plackettLuce } from "../preference/plackett-luce.ts"
import { ranksFromScores } from "../preference/rank-rows.ts"
import { argillaRanking } from "./argilla-rankings.ts"
import { type Decide, decided, mostVotes } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import { kemenyOrders } from "./kemeny-policy.ts"
import type { OwnPolicy, RankingPolicy } from "./policy.ts"
import {
  bestFirst,
  meanRank,
  type Ranking,
  type RankingRows,
  rowsFrom,
  standardised,
} from "./ranking-values.ts"
import { KINDS } from "./values.ts"

export function decideRanking(
  policy: OwnPolicy<RankingPolicy>,
  { settings }: Fitting<"ranking">,
): Decide<Ranking> {
  const options = settings.options.map((option) => option.value)
  const { key } = KINDS.ranking(settings)
  const wholeOrder: Decide<Ranking> = (answers) => mostVotes(standardised(answers, options), key)
  if (policy.name === "majority") return wholeOrder
  if (policy.name === "kemeny") return (answers) => kemenyOrders(answers, options)
  if (policy.name === "argilla") return argillaRanking(policy.strategy, options, wholeOrder)
  const scores = SCORES[policy.name]
  return (answers) => decided(rankingFromScores(scores(rowsFrom(answers, options), options.length), options))
}

/** Higher is better; options nobody ranked get −∞ and come last. */
type Scores = (rows: RankingRows, options: number) => ArrayLike<number>

const SCORES: { readonly [Name in "borda" | "mean_rank" | "bradley_terry" | "plackett_luce"]: Scores } = {
  // Divided by the comparisons made, so that an option shown to fewer people is not punished for it.
  borda: ({ rows, weights }, options) => {
    const { score, compared } = borda(rows, options, weights)
    return score.map((own, at) =>
      (compared[at] ?? 0) > 0 ? own / (compared[at] ?? 1) : Number.NEGATIVE_INFINITY,
    )
  },
  mean_rank: (rows, options) => Float64Array.from({ length: options }, (_, at) => -meanRank(rows, at)),
  bradley_terry: ({ rows, weights }, options) => {
    const result = bradleyTerry(pairCountsFromRanks(rows, options, weights), { ties: "half", errors: false })
    return result.strength ?? new Float64Array(options)
  },
  plackett_luce: ({ rows, weights }, options) =>
    plackettLuce(rows, options, { weights }).strength ?? new Float64Array(options),
}

/** Strengths closer than this are the same: iterated estimates differ in the last digits. */
const SAME = 1e-6

const rankingFromScores = (scores: ArrayLike<number>, options: readonly string[]): RankedOption[] =>
  bestFirst(ranksFromScores(scores, SAME), options)
