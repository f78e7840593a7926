import fc from "fast-check"
import { expect, test } from "vitest"
import {
  bradleyTerry,
  type ComparisonRow,
  elo,
  leaderboard,
  mulberry32,
  type PairCounts,
  pairCounts,
  shuffledElo,
  tabulateComparisons,
} from "../index.ts"
import { isClean, shuffledRows } from "../test/arbitraries.ts"
import { components } from "./components.ts"
import { PAIR_MODELS } from "./pair-models.ts"

const name = fc.constantFrom("m1", "m2", "m3", "m4", "m5")
const comparison: fc.Arbitrary<ComparisonRow> = fc.record({
  left: name,
  right: name,
  winner: fc.constantFrom("left" as const, "right" as const, "tie" as const),
  voter: fc.constantFrom("v1", "v2", "v3"),
})
const comparisons = fc.array(comparison, { maxLength: 40 })

test("slopes and curvatures of every tie model are those of its likelihood", () => {
  const h = 1e-5
  fc.assert(
    fc.property(
      fc.constantFrom("half", "davidson", "rao_kupper"),
      fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 3 }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0.05, max: 2, noNaN: true }),
      (model, [a = 0, b = 0, ties = 0], d, t) => {
        const at = (dd: number, tt: number) => PAIR_MODELS[model](a, b, ties, d + dd, t + tt)
        const term = at(0, 0)
        expect(term.slopeD).toBeCloseTo((at(h, 0).value - at(-h, 0).value) / (2 * h), 3)
        expect(term.curveDD).toBeCloseTo(-(at(h, 0).slopeD - at(-h, 0).slopeD) / (2 * h), 3)
        if (model === "half") return
        expect(term.slopeT).toBeCloseTo((at(0, h).value - at(0, -h).value) / (2 * h), 3)
        expect(term.curveDT).toBeCloseTo(-(at(0, h).slopeD - at(0, -h).slopeD) / (2 * h), 3)
        const bend = -(at(0, h).slopeT - at(0, -h).slopeT) / (2 * h)
        expect(Math.abs(term.curveTT - bend)).toBeLessThan(1e-3 * (1 + Math.abs(bend)))
      },
    ),
  )
})

test("leaderboards do not depend on the order of votes, on left and right, or on names, and are never NaN", () => {
  fc.assert(
    fc.property(
      shuffledRows(comparisons),
      fc.constantFrom("half", "davidson", "rao_kupper"),
      ({ rows, shuffled }, ties) => {
        const mirrored = shuffled.map(({ left, right, winner, ...rest }) => ({
          ...rest,
          left: right,
          right: left,
          winner: ({ left: "right", right: "left", tie: "tie" } as const)[winner],
        }))
        const [one, other] = [rows, mirrored].map((each) => leaderboard(tabulateComparisons(each), { ties }))
        expect(isClean(one), JSON.stringify(one)).toBe(true)
        if (!one?.rows) {
          expect(one?.reason).toBe("no_ratings")
          return
        }
        for (const row of one.rows) {
          const same = other?.rows?.find((each) => each.contestant === row.contestant)
          expect(same?.strength, ties).toBeCloseTo(row.strength, 5)
          expect([same?.wins, same?.losses, same?.ties]).toEqual([row.wins, row.losses, row.ties])
        }
      },
    ),
    { numRuns: 60 },
  )
})

test("at the maximum each contestant's wins are what the model expects of it", () => {
  fc.assert(
    fc.property(comparisons, (rows) => {
      const pairs = pairCounts(tabulateComparisons(rows))
      const model = bradleyTerry(pairs, { ties: "half", anchor: 0 })
      if (model.strength === null) return
      const gap = new Float64Array(pairs.contestants)
      pairs.first.forEach((a, pair) => {
        const b = pairs.second[pair] ?? 0
        const [won = 0, lost = 0, tied = 0] = pairs.counts.slice(3 * pair, 3 * pair + 3)
        const p = 1 / (1 + Math.exp((model.strength[b] ?? 0) - (model.strength[a] ?? 0)))
        gap[a] = (gap[a] ?? 0) + won + tied / 2 - (won + lost + tied) * p
        gap[b] = (gap[b] ?? 0) + lost + tied / 2 - (won + lost + tied) * (1 - p)
      })
      for (const each of gap) expect(Math.abs(each)).toBeLessThan(1e-6)
    }),
  )
})

const pairs = (contestants: number, ...cells: [number, number, number, number, number][]): PairCounts => ({
  contestants,
  first: Int32Array.from(cells, ([a]) => a),
  second: Int32Array.from(cells, ([, b]) => b),
  counts: Float64Array.from(cells.flatMap(([, , ...counts]) => counts)),
})

test("votes that do not link everybody have no strengths without a prior, and finite flagged ones with it", () => {
  const unbeaten = pairs(3, [0, 1, 4, 0, 0], [1, 2, 2, 2, 0])
  expect(bradleyTerry(unbeaten, { anchor: 0 })).toMatchObject({
    strength: null,
    reason: "not_connected",
    components: [[0], [1, 2]],
  })
  const anchored = bradleyTerry(unbeaten)
  expect(anchored).toMatchObject({ note: "regularised" })
  expect(anchored.strength?.[0]).toBeGreaterThan(anchored.strength?.[1] ?? 0)
  expect(isClean(Array.from(anchored.strength ?? [Number.NaN]))).toBe(true)
  const named = leaderboard(tabulateComparisons([{ left: "x", right: "y", winner: "left" }]), { anchor: 0 })
  expect(named).toMatchObject({ rows: null, reason: "not_connected", components: [["x"], ["y"]] })
})

test("nothing but ties, no ties at all, and no votes are each answered for what they are", () => {
  const ties = bradleyTerry(pairs(2, [0, 1, 0, 0, 5]))
  expect(ties.strength && [...ties.strength]).toEqual([0, 0])
  expect(ties).toMatchObject({ tie: null })
  expect(bradleyTerry(pairs(2, [0, 1, 3, 1, 0]))).toMatchObject({ tie: 0 })
  expect(bradleyTerry(pairs(2, [0, 1, 3, 1, 0]), { ties: "rao_kupper" })).toMatchObject({ tie: 1 })
  expect(bradleyTerry(pairs(2, [0, 1, 0, 0, 0]))).toMatchObject({ strength: null, reason: "no_ratings" })
  expect(leaderboard(tabulateComparisons([]))).toMatchObject({ rows: null, reason: "no_ratings" })
})

test("ties that no win contradicts have no bound without a prior: A beat B and tied B, B never beat A", () => {
  const growing = pairs(2, [0, 1, 3, 0, 2])
  expect(bradleyTerry(growing, { anchor: 0 })).toMatchObject({ strength: null, reason: "ties_unbounded" })
  expect(bradleyTerry(growing, { anchor: 0, ties: "half" }).strength?.[0]).toBeCloseTo(Math.log(4) / 2, 9)
  for (const ties of ["davidson", "rao_kupper"] as const) {
    const model = bradleyTerry(growing, { ties })
    expect(model).toMatchObject({ note: "regularised" })
    expect(model.strength?.[0]).toBeLessThan(10)
  }
  const through = pairs(3, [0, 1, 1, 0, 0], [1, 2, 1, 0, 0], [0, 2, 0, 0, 1])
  expect(bradleyTerry(through, { anchor: 0 })).toHaveProperty("strength.length", 3)
})

test("the standard error of two contestants is that of a log-odds, halved", () => {
  const model = bradleyTerry(pairs(2, [0, 1, 30, 10, 0]), { ties: "half" })
  // Centred strengths are ± half the difference, whose error is √(1/30 + 1/10).
  if (model.strength === null) throw new Error("no strengths")
  expect(model.standardError?.[0]).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10) / 2, 9)
  expect(model.strength[0]).toBeCloseTo(Math.log(3) / 2, 9)
})

test("components are those found by trying every path", () => {
  const edges = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 14 })
  fc.assert(
    fc.property(edges, (wins) => {
      const table = tabulateComparisons([
        ...Array.from({ length: 6 }, (_, at) => ({ left: `${at}`, right: `${at}`, winner: "tie" as const })),
        ...wins.map(([a, b]) => ({ left: `${a}`, right: `${b}`, winner: "left" as const })),
      ])
      const reach = Array.from({ length: 6 }, (_, a) => Array.from({ length: 6 }, (_, b) => a === b))
      for (const [a, b] of wins) (reach[a] ?? [])[b] = true
      for (let k = 0; k < 6; k++)
        for (let a = 0; a < 6; a++)
          for (let b = 0; b < 6; b++) if (reach[a]?.[k] && reach[k]?.[b]) (reach[a] ?? [])[b] = true
      const found = components(pairCounts(table))
      for (let a = 0; a < 6; a++) {
        for (let b = 0; b < 6; b++) {
          const together = found.some((part) => part.includes(a) && part.includes(b))
          expect(together).toBe(Boolean(reach[a]?.[b] && reach[b]?.[a]))
        }
      }
    }),
  )
})

test("intervals: by voter wider than by vote when voters vote alike, and the same for the same seed", () => {
  const rows = Array.from({ length: 400 }, (_, at): ComparisonRow => {
    const voter = Math.floor(at / 20)
    return { left: "x", right: "y", winner: voter % 3 === 0 ? "right" : "left", voter: `${voter}` }
  })
  const board = (by: "voter" | "comparison") =>
    leaderboard(tabulateComparisons(rows), { bootstrap: { random: mulberry32(2), draws: 300, by } }).rows?.[0]
  const width = (row: ReturnType<typeof board>) =>
    (row?.elo_interval?.high ?? 0) - (row?.elo_interval?.low ?? 0)
  expect(width(board("voter"))).toBeGreaterThan(2 * width(board("comparison")))
  expect(board("voter")).toEqual(board("voter"))
  expect(board("comparison")).toMatchObject({ contestant: "x", rank: 1, rank_interval: { low: 1, high: 1 } })
})

test("Elo keeps the sum of ratings, and its mean over orders does not depend on the order", () => {
  fc.assert(
    fc.property(comparisons, (rows) => {
      const table = tabulateComparisons(rows)
      const total = elo(table).reduce((sum, rating) => sum + rating, 0)
      expect(total).toBeCloseTo(1000 * table.contestants.length, 6)
    }),
  )
  const rows: ComparisonRow[] = Array.from({ length: 40 }, (_, at) => ({
    left: "x",
    right: "y",
    winner: at < 25 ? "left" : "right",
  }))
  const mean = (table: ComparisonRow[]) => shuffledElo(tabulateComparisons(table), mulberry32(1), 400)[0] ?? 0
  expect(Math.abs(mean(rows) - mean(rows.toReversed().map((row) => ({ ...row }))))).toBeLessThan(12)
})
