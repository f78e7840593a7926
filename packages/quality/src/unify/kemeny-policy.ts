/** Kemeny's order as a policy: indifference becomes a tie of options, contradiction a tie of orders. */
import { kemeny } from "../preference/kemeny.ts"
import { preferenceMatrix } from "../preference/rank-rows.ts"
import { type Decision, undecided } from "./decision.ts"
import { bestFirst, type Ranking, type RankingAnswers, rowsFrom } from "./ranking-values.ts"

/** Orders looked at (7!); of more, the first few are offered to the tie rules. */
const MANY_ORDERS = 5040
const OFFERED_ORDERS = 24

/** Options nobody ranked one above the other share a rank, so that unanimous indifference is no tie between orders. */
export function kemenyOrders(answers: RankingAnswers, options: readonly string[]): Decision<Ranking> {
  const { rows, weights } = rowsFrom(answers, options)
  const matrix = preferenceMatrix(rows, options.length, weights)
  const result = kemeny(matrix, options.length, MANY_ORDERS)
  if (result.score === null) return undecided("too_many_options")
  const indifferent = (i: number, j: number) =>
    (matrix[i * options.length + j] ?? 0) + (matrix[j * options.length + i] ?? 0) === 0
  const distinct = new Map<string, number[]>()
  for (const order of result.orders) {
    const ranks = ranksWithTies(order, indifferent)
    distinct.set(ranks.join(), ranks)
  }
  const explained = [...distinct.values()].reduce((sum, ranks) => sum + ordersWithin(ranks), 0)
  const strict = result.orders.slice(0, OFFERED_ORDERS).map(ranksOfOrder)
  const candidates = explained === result.count ? [...distinct.values()] : strict
  return { candidates: candidates.map((ranks) => bestFirst(ranks, options)) }
}

/** Neighbours in the order who are all indifferent to each other get one rank: 1, 2, 2, 4. */
function ranksWithTies(order: readonly number[], indifferent: (i: number, j: number) => boolean): number[] {
  const ranks: number[] = []
  let group: number[] = []
  order.forEach((option, place) => {
    if (!group.every((other) => indifferent(other, option))) group = []
    group.push(option)
    ranks[option] = place + 2 - group.length
  })
  return ranks
}

const ranksOfOrder = (order: readonly number[]): number[] =>
  order.map((_, option) => order.indexOf(option) + 1)

/** How many orders without ties a ranking with ties stands for. */
function ordersWithin(ranks: readonly number[]): number {
  let orders = 1
  for (const { length } of Map.groupBy(ranks, (rank) => rank).values()) {
    for (let place = 2; place <= length; place++) orders *= place
  }
  return orders
}
