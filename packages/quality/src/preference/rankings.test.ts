import fc from "fast-check"
import { expect, test } from "vitest"
import {
  borda,
  bradleyTerry,
  kemeny,
  pairCountsFromRanks,
  pairsFromRanks,
  plackettLuce,
  preferenceMatrix,
  type RankRow,
  ranksFromScores,
  strengthShares,
} from "../index.ts"
import { isClean, shuffledRows } from "../test/arbitraries.ts"

const OPTIONS = 5
const ranks: fc.Arbitrary<RankRow> = fc.array(fc.option(fc.integer({ min: 1, max: 4 })), {
  minLength: OPTIONS,
  maxLength: OPTIONS,
})
const rankings = fc.array(ranks, { maxLength: 6 })

test("Kemeny's order is the best of all orders, and all best orders are counted", () => {
  fc.assert(
    fc.property(rankings, (rows) => {
      const matrix = preferenceMatrix(rows, OPTIONS)
      const kept = (order: readonly number[]) =>
        order.reduce(
          (sum, a, at) =>
            sum + order.slice(at + 1).reduce((own, b) => own + (matrix[a * OPTIONS + b] ?? 0), 0),
          0,
        )
      const all = permutations([0, 1, 2, 3, 4]).map((order) => ({ order, score: kept(order) }))
      const top = Math.max(...all.map(({ score }) => score))
      const best = all.filter(({ score }) => score === top)
      const result = kemeny(matrix, OPTIONS, 200)
      expect(result).toEqual({ score: top, count: best.length, orders: best.map(({ order }) => order) })
    }),
    { numRuns: 50 },
  )
  expect(kemeny(new Float64Array(17 * 17), 17)).toEqual({ score: null, reason: "too_large" })
})

function permutations(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first) => permutations(items.filter((x) => x !== first)).map((rest) => [first, ...rest]))
}

test("Borda points of a ranking are the pairs it compares; pairs, preferences and counts agree", () => {
  fc.assert(
    fc.property(rankings, (rows) => {
      const { score, compared } = borda(rows, OPTIONS)
      const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)
      expect(total(score) * 2).toBeCloseTo(total(compared), 9)
      const decided = rows.flatMap(pairsFromRanks).length
      expect(total(preferenceMatrix(rows, OPTIONS))).toBe(decided)
      const cells = pairCountsFromRanks(rows, OPTIONS).counts
      expect(total(cells.filter((_, cell) => cell % 3 < 2))).toBe(decided)
    }),
  )
})

test("Plackett–Luce is clean for any rankings and the same in any order", () => {
  fc.assert(
    fc.property(shuffledRows(rankings), ({ rows, shuffled }) => {
      const [one, other] = [plackettLuce(rows, OPTIONS), plackettLuce(shuffled, OPTIONS)]
      expect(isClean(one)).toBe(true)
      if (one.strength === null) {
        expect(other).toEqual(one)
        return
      }
      one.strength.forEach((strength, at) => {
        expect(other.strength?.[at]).toBeCloseTo(strength, 5)
      })
    }),
    { numRuns: 60 },
  )
})

test("Plackett–Luce on pairs is Bradley–Terry, with the same weights", () => {
  const rows: RankRow[] = [
    [1, 2, null],
    [2, 1, null],
    [null, 1, 2],
    [1, null, 2],
    [2, null, 1],
    [null, 2, 1],
  ]
  const weights = [7, 3, 6, 8, 2, 4]
  const byPl = plackettLuce(rows, 3, { weights })
  const byBt = bradleyTerry(pairCountsFromRanks(rows, 3, weights), { ties: "half" })
  expect([...strengthShares(byPl.strength ?? [])].map((share) => share.toFixed(6))).toEqual(
    [...strengthShares(byBt.strength ?? [])].map((share) => share.toFixed(6)),
  )
})

test("Plackett–Luce without any order has a reason; unlinked options are flagged", () => {
  expect(plackettLuce([], 3)).toEqual({ strength: null, reason: "no_ratings" })
  expect(plackettLuce([[1, 1, 1]], 3)).toEqual({ strength: null, reason: "no_ratings" })
  expect(plackettLuce([[1, 2, 3]], 3, { anchor: 0 })).toEqual({ strength: null, reason: "not_connected" })
  expect(plackettLuce([[1, 2, 3]], 3)).toMatchObject({ note: "regularised" })
})

test("ranks from scores skip after ties: 1, 2, 2, 4", () => {
  expect(ranksFromScores([9, 5, 5, 1])).toEqual([1, 2, 2, 4])
  expect(ranksFromScores([])).toEqual([])
})
