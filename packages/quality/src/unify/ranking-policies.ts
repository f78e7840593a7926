/** Policies of ranking questions: one order from several. */
import type { RankedOption } from "@loam/schema"
import { borda } from "../preference/borda.ts"
import { bradleyTerry } from "../preference/bradley-terry.ts"
import { pairCountsFromRanks } from "../preference/comparisons.ts"
import { kemeny } from "../preference/kemeny.ts"
import { plackettLuce } from "../preference/plackett-luce.ts"
import { preferenceMatrix, type RankRow, rankRow, ranksFromScores } from "../preference/rank-rows.ts"
import { type Decide, type Decision, decided, mostVotes, undecided, type WeightedAnswer } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import type { OwnPolicy, RankingPolicy } from "./policy.ts"
import { KINDS } from "./values.ts"

type Ranking = readonly RankedOption[]

/** Rankings of one record as rows of ranks, with the weight of each. */
interface Rows {
  readonly rows: readonly RankRow[]
  readonly weights: readonly number[]
}

export function decideRanking(
  policy: OwnPolicy<RankingPolicy>,
  { settings }: Fitting<"ranking">,
): Decide<Ranking> {
  const options = settings.options.map((option) => option.value)
  const rowsFrom = (answers: readonly WeightedAnswer<Ranking>[]): Rows => ({
    rows: answers.map(({ value }) => rankRow(value, options)),
    weights: answers.map(({ weight }) => weight),
  })
  if (policy.name === "majority") return (answers) => mostVotes(answers, KINDS.ranking(settings).key)
  if (policy.name === "kemeny") return (answers) => kemenyOrders(rowsFrom(answers), options)
  if (policy.name === "argilla") return argilla(policy.strategy, options, KINDS.ranking(settings).key)
  const scores = SCORES[policy.name]
  return (answers) => decided(rankingFromScores(scores(rowsFrom(answers), options.length), options))
}

/** Higher is better; options nobody ranked get −∞ and come last. */
type Scores = (rows: Rows, options: number) => ArrayLike<number>

const SCORES: { readonly [Name in "borda" | "mean_rank" | "bradley_terry" | "plackett_luce"]: Scores } = {
  // Divided by the comparisons made, so that an option shown to fewer people is not punished for it.
  borda: ({ rows, weights }, options) => {
    const { score, compared } = borda(rows, options, weights)
    return score.map((own, at) =>
      (compared[at] ?? 0) > 0 ? own / (compared[at] ?? 1) : Number.NEGATIVE_INFINITY,
    )
  },
  mean_rank: ({ rows, weights }, options) =>
    Float64Array.from({ length: options }, (_, at) => -meanRank(rows, weights, at)),
  bradley_terry: ({ rows, weights }, options) => {
    const result = bradleyTerry(pairCountsFromRanks(rows, options, weights), { ties: "half", errors: false })
    return result.strength ?? new Float64Array(options)
  },
  plackett_luce: ({ rows, weights }, options) =>
    plackettLuce(rows, options, { weights }).strength ?? new Float64Array(options),
}

/** +∞ for options nobody ranked. */
function meanRank(rows: readonly RankRow[], weights: readonly number[], option: number): number {
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

/** Strengths closer than this are the same: iterated estimates differ in the last digits. */
const SAME = 1e-6

function rankingFromScores(scores: ArrayLike<number>, options: readonly string[]): RankedOption[] {
  return byRank(ranksFromScores(scores, SAME), options)
}

/** Best first; equal ranks in option order. */
const byRank = (ranks: readonly number[], options: readonly string[]): RankedOption[] =>
  options.map((value, at) => ({ value, rank: ranks[at] ?? 0 })).sort((a, b) => a.rank - b.rank)

function kemenyOrders({ rows, weights }: Rows, options: readonly string[]): Decision<Ranking> {
  const result = kemeny(preferenceMatrix(rows, options.length, weights), options.length)
  if (result.score === null) return undecided("too_many_options")
  const orders = result.orders.map((order) =>
    order.map((at, place) => ({ value: options[at] ?? "", rank: place + 1 })),
  )
  return { candidates: orders }
}

/** Argilla compared rank tuples in the order of the answer; here in option order, which does not depend on the answer. */
function argilla(
  strategy: "mean" | "majority" | "max" | "min",
  options: readonly string[],
  key: (value: Ranking) => string,
): Decide<Ranking> {
  if (strategy === "majority")
    return (answers) =>
      mostVotes(
        answers.map((each) => ({ ...each, weight: 1 })),
        key,
      )
  if (strategy === "mean") return (answers) => decided(roundedMeanRanks(answers, options))
  const sign = strategy === "max" ? -1 : 1
  return (answers) => {
    const rows = answers.map(({ value }) => ({ value, row: rankRow(value, options) }))
    const [first] = rows.toSorted((a, b) => sign * compareRows(a.row, b.row))
    return first ? decided(first.value) : undecided("no_answers")
  }
}

function compareRows(a: RankRow, b: RankRow): number {
  for (let at = 0; at < a.length; at++) {
    const gap = (a[at] ?? Number.POSITIVE_INFINITY) - (b[at] ?? Number.POSITIVE_INFINITY)
    if (gap !== 0 && !Number.isNaN(gap)) return gap
  }
  return 0
}

function roundedMeanRanks(
  answers: readonly WeightedAnswer<Ranking>[],
  options: readonly string[],
): RankedOption[] {
  const rows = answers.map(({ value }) => rankRow(value, options))
  const even = rows.map(() => 1)
  const means = options.map((_, at) => meanRank(rows, even, at))
  return options
    .map((value, at) => ({
      value,
      rank: means[at] === Number.POSITIVE_INFINITY ? null : halfToEven(means[at] ?? 0),
    }))
    .sort((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) || 0)
}

/** Rounding as Python does it: 2.5 to 2, 3.5 to 4. */
function halfToEven(value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}
