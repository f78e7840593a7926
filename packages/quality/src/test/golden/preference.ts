/** Golden numbers of Bradley–Terry, Davidson, Rao–Kupper, Elo, Plackett–Luce, Borda and Kemeny. */
import { expect } from "vitest"
import {
  type BradleyTerry,
  type BradleyTerryOptions,
  borda,
  bradleyTerry,
  type Comparisons,
  elo,
  eloScale,
  kemeny,
  type PairCounts,
  pairCounts,
  pairsFromRanks,
  plackettLuce,
  preferenceMatrix,
  type RankRow,
  strengthShares,
  tabulateComparisons,
} from "../../index.ts"
import { type Checks, expectNamed, golden, near } from "./support.ts"

type Tally = Readonly<Record<string, number>>

/** Counts from {"a>b": 7, …} and {"a=b": 4, …}. */
function counts(wins: Tally, ties: Tally = {}): { names: string[]; pairs: PairCounts } {
  const split = (tally: Tally, mark: string) =>
    Object.entries(tally).map(([key, n]) => [...key.split(mark), n] as const)
  const decided = split(wins, ">")
  const tied = split(ties, "=")
  const names = [...new Set([...decided, ...tied].flatMap(([a, b]) => [String(a), String(b)]))].sort()
  const first: number[] = []
  const second: number[] = []
  const cells: number[] = []
  for (let i = 0; i < names.length; i++) {
    for (let j = i + 1; j < names.length; j++) {
      const of = (rows: typeof decided, a: number, b: number) =>
        rows.reduce((sum, [x, y, n]) => sum + (x === names[a] && y === names[b] ? Number(n) : 0), 0)
      first.push(i)
      second.push(j)
      cells.push(of(decided, i, j), of(decided, j, i), of(tied, i, j) + of(tied, j, i))
    }
  }
  const pairs = {
    contestants: names.length,
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    counts: Float64Array.from(cells),
  }
  return { names, pairs }
}

function fit(pairs: PairCounts, options: BradleyTerryOptions): BradleyTerry {
  const result = bradleyTerry(pairs, options)
  if (result.strength === null) throw new Error(`no strengths: ${result.reason}`)
  return result
}

function checkTies(ties: "davidson" | "rao_kupper", wanted: readonly unknown[]) {
  const { names, pairs } = counts(golden.bt_3.wins, golden.davidson_3.ties)
  const model = fit(pairs, { ties })
  const [shares, parameter] = wanted as [Tally, number]
  expectNamed(names, strengthShares(model.strength), shares, 1e-6)
  near(model.tie, parameter, 1e-6)
}

const ranksOf = (options: readonly string[], ranks: Readonly<Record<string, number>>): RankRow =>
  options.map((option) => ranks[option] ?? null)

/** Ranks from an order of options, best first. */
const ordered = <T>(options: readonly T[], order: readonly T[]): RankRow =>
  options.map((option) => (order.includes(option) ? order.indexOf(option) + 1 : null))

function strengthsOf(rows: readonly RankRow[], options: number): Float64Array {
  const result = plackettLuce(rows, options)
  if (result.strength === null) throw new Error(`no strengths: ${result.reason}`)
  return result.strength
}

function checkKemeny(
  options: string,
  rows: readonly (readonly [times: number, order: string])[],
  wanted: readonly unknown[],
) {
  const names = [...options]
  const rankings = rows.map(([, order]) => ordered(names, [...order]))
  const matrix = preferenceMatrix(
    rankings,
    names.length,
    rows.map(([times]) => times),
  )
  const result = kemeny(matrix, names.length)
  if (result.score === null) throw new Error(result.reason)
  const [score, orders] = wanted as [number, string[][]]
  expect(result.score).toBe(score)
  expect(result.orders.map((order) => order.map((at) => names[at]))).toEqual(orders)
  expect(result.count).toBe(orders.length)
}

const CYCLE = [
  [4, "abc"],
  [3, "bca"],
  [2, "cab"],
] as const

const choixPairs = (data: readonly (readonly number[])[]): Comparisons =>
  tabulateComparisons(
    data.map(([winner, loser]) => ({ left: String(winner), right: String(loser), winner: "left" })),
  )

const choix = (wanted: { n_items: number; data: number[][]; ml_est: number[] }) => {
  const items = [...wanted.ml_est.keys()]
  strengthsOf(
    wanted.data.map((order) => ordered(items, order)),
    wanted.n_items,
  ).forEach((strength, item) => {
    near(strength, wanted.ml_est[item] ?? 0, 5e-5)
  })
}

const evalica = ({
  rows,
  bradley_terry,
  elo: ratings,
}: {
  rows: string[][]
  bradley_terry: Tally
  elo: Tally
}) => {
  const table = tabulateComparisons(
    rows.map(([left = "", right = "", winner]) => ({ left, right, winner: winner as "left" })),
  )
  const model = fit(pairCounts(table), { ties: "half" })
  expectNamed(table.contestants, strengthShares(model.strength), bradley_terry, 1e-5)
  expectNamed(table.contestants, elo(table, { k: 4 }), ratings, 1e-6)
}

export const preferenceChecks: Checks = {
  bt_3: () => {
    const { names, pairs } = counts(golden.bt_3.wins)
    const { strength } = fit(pairs, { ties: "half" })
    expectNamed(names, strengthShares(strength), golden.bt_3.p)
    expectNamed(names, strength, golden.bt_3.log_centered)
    expectNamed(names, strength.map(eloScale), golden.bt_3.elo_scale, 1e-6)
  },
  bt_choix_pairwise2: () => {
    const table = choixPairs(golden.choix_pairwise_2.data)
    expectNamed(table.contestants, fit(pairCounts(table), {}).strength, golden.bt_choix_pairwise2)
  },
  choix_pairwise_1: () => {
    for (const strength of fit(pairCounts(choixPairs(golden.choix_pairwise_1.data)), {}).strength)
      near(strength, 0)
  },
  choix_pairwise_2: () => {
    const table = choixPairs(golden.choix_pairwise_2.data)
    const named = Object.fromEntries(golden.choix_pairwise_2.ml_est.map((value, at) => [String(at), value]))
    expectNamed(table.contestants, fit(pairCounts(table), {}).strength, named, 1e-6)
  },
  bt_citations: () => {
    const { names, pairs } = counts(golden.bt_citations.wins)
    const { strength } = fit(pairs, { ties: "half" })
    const base = strength[names.indexOf("Biometrika")] ?? 0
    expectNamed(
      names,
      strength.map((value) => value - base),
      golden.bt_citations.log_vs_biometrika,
      1e-6,
    )
  },
  davidson_2: () => {
    const { names, pairs } = counts({ "A>B": 6, "B>A": 2 }, { "A=B": 2 })
    const model = fit(pairs, {})
    const [shares, nu] = golden.davidson_2 as [Tally, number]
    expectNamed(names, strengthShares(model.strength), shares)
    near(model.tie, nu)
  },
  davidson_3: () => checkTies("davidson", golden.davidson_3.result),
  davidson_pudding: () => {
    const { i, j, wins_i, wins_j, ties, p, nu } = golden.davidson_pudding
    const cells = i.flatMap((_, at) => [wins_i[at] ?? 0, wins_j[at] ?? 0, ties[at] ?? 0])
    const model = fit(
      {
        contestants: 6,
        first: Int32Array.from(i, (each) => each - 1),
        second: Int32Array.from(j, (each) => each - 1),
        counts: Float64Array.from(cells),
      },
      {},
    )
    expectNamed(["1", "2", "3", "4", "5", "6"], strengthShares(model.strength), p, 1e-6)
    near(model.tie, nu, 1e-6)
  },
  rao_kupper_2_closed_form: () => {
    const { names, pairs } = counts({ "A>B": 6, "B>A": 2 }, { "A=B": 2 })
    const model = fit(pairs, { ties: "rao_kupper" })
    const shares = strengthShares(model.strength)
    near(shares[names.indexOf("A")], golden.rao_kupper_2_closed_form.A)
    near((shares[0] ?? 0) / (shares[1] ?? 1), golden.rao_kupper_2_closed_form.ratio)
    near(model.tie, golden.rao_kupper_2_closed_form.theta)
  },
  rao_kupper_3: () => checkTies("rao_kupper", golden.rao_kupper_3),
  elo_3: () => {
    const games = tabulateComparisons([
      { left: "pizza", right: "burger", winner: "left" },
      { left: "burger", right: "sushi", winner: "right" },
      { left: "pizza", right: "sushi", winner: "tie" },
    ])
    expectNamed(games.contestants, elo(games), golden.elo_3)
  },
  plackett_luce: () => {
    const options = ["a", "b", "c"]
    const rows = golden.plackett_luce.rankings.map((order) => ordered(options, order))
    expectNamed(options, strengthShares(strengthsOf(rows, 3)), golden.plackett_luce.p, 1e-6)
  },
  pl_choix_rankings2: () => {
    const { rankings, log_centered } = golden.pl_choix_rankings2
    const rows = rankings.map((order) => ordered([0, 1, 2, 3], order))
    expectNamed(["0", "1", "2", "3"], strengthsOf(rows, 4), log_centered, 1e-6)
  },
  choix_rankings_1: () => choix(golden.choix_rankings_1),
  choix_rankings_2: () => choix(golden.choix_rankings_2),
  evalica_simple: () => evalica(golden.evalica_simple),
  evalica_food: () => evalica(golden.evalica_food),
  borda: () => {
    const options = ["a", "b", "c", "d"]
    const rows = golden.borda.rankings.map((ranks) => ranksOf(options, ranks))
    expectNamed(options, borda(rows, 4).score, golden.borda.score)
  },
  borda_cycle: () => {
    const rows = CYCLE.map(([, order]) => ordered([..."abc"], [...order]))
    expectNamed(
      [..."abc"],
      borda(
        rows,
        3,
        CYCLE.map(([times]) => times),
      ).score,
      golden.borda_cycle,
    )
  },
  kemeny: () => {
    const options = ["a", "b", "c", "d"]
    const rows = golden.borda.rankings.map((ranks) => ranksOf(options, ranks))
    const result = kemeny(preferenceMatrix(rows, 4), 4)
    expect(result).toMatchObject({ score: golden.kemeny[0], orders: [[0, 1, 2, 3]], count: 1 })
  },
  kemeny_tennessee: () =>
    checkKemeny(
      "MNCK",
      [
        [42, "MNCK"],
        [26, "NCKM"],
        [15, "CKNM"],
        [17, "KCNM"],
      ],
      golden.kemeny_tennessee,
    ),
  kemeny_cycle: () => checkKemeny("abc", CYCLE, golden.kemeny_cycle),
  pairs_from_ranks: () => {
    const { ranks, pairs } = golden.pairs_from_ranks
    const options = Object.keys(ranks)
    const found = pairsFromRanks(ranksOf(options, ranks))
    expect(found.map(({ chosen, rejected, gap }) => [options[chosen], options[rejected], gap])).toEqual(pairs)
  },
}
