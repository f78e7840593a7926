import fc from "fast-check"
import { expect, test } from "vitest"
import {
  answerPatterns,
  canonicalOrder,
  checkRatings,
  encode,
  itemPatterns,
  keepRows,
  oneVersusRest,
  patternsFromCounts,
  rowsByItem,
  rowsOf,
  slices,
  tabulate,
} from "../index.ts"
import { ratingRows, shuffledRows } from "../test/arbitraries.ts"
import { checkCodes } from "./coded.ts"

const category = fc.constantFrom("a", "b", "c")

test("grouping puts every row in its own item's group, in row order", () => {
  fc.assert(
    fc.property(ratingRows(category), (rows) => {
      const table = tabulate(rows)
      const groups = rowsByItem(table)
      const seen = table.items.flatMap((_, item) => {
        const own = [...rowsOf(groups, item)]
        expect(own).toEqual(own.toSorted((a, b) => a - b))
        for (const row of own) expect(table.item[row]).toBe(item)
        return own
      })
      expect(seen.toSorted((a, b) => a - b)).toEqual(rows.map((_, row) => row))
    }),
  )
})

test("codes and patterns do not depend on the order of the rows", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(category)), ({ rows, shuffled }) => {
      const [one, other] = [rows, shuffled].map((each) => answerPatterns(encode(tabulate(each))))
      expect(one).toEqual(other)
    }),
  )
})

test("merged patterns stand for exactly the items, however many categories there are", () => {
  fc.assert(
    fc.property(ratingRows(fc.nat({ max: 70_000 })), (rows) => {
      const coded = encode(tabulate(rows))
      const merged = answerPatterns(coded)
      const single = itemPatterns(coded)
      expect(merged.weight.reduce((sum, weight) => sum + weight, 0)).toBe(single.weight.length)
      expect(single.size.reduce((sum, size) => sum + size, 0)).toBe(rows.length)
      const total = merged.size.reduce((sum, size, at) => sum + size * (merged.weight[at] ?? 0), 0)
      expect(total).toBe(rows.length)
    }),
  )
})

test("patterns from counts are those of the same answers in a table", () => {
  const rows = ["aab", "aab", "bc"].flatMap((codes, item) =>
    [...codes].map((value, rater) => ({ item: `${item}`, rater: `${rater}`, value })),
  )
  const counted = patternsFromCounts(
    ["a", "b", "c"],
    [{ counts: [2, 1, 0], items: 2 }, { counts: [0, 1, 1] }, { counts: [0, 0, 0] }],
  )
  expect(answerPatterns(encode(tabulate(rows), ["a", "b", "c"]))).toEqual(counted)
})

test("equal tables are the same table in canonical order, to the last byte", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(category)), ({ rows, shuffled }) => {
      const [one, other] = [rows, shuffled].map((each) => canonicalOrder(encode(tabulate(each))))
      expect(one).toEqual(other)
      const back = Array.from(one?.value ?? [], (code, row) => [
        one?.items[one.item[row] ?? -1],
        one?.raters[one.rater[row] ?? -1],
        one?.categories[code],
      ])
      const wanted = rows.map(({ item, rater, value }) => [item, rater, value])
      expect(back.sort()).toEqual(wanted.sort())
    }),
  )
})

test("answers outside the given categories are appended, not dropped", () => {
  const rows = ["z", "b", "x"].map((value, at) => ({ item: `${at}`, rater: "r", value }))
  const coded = encode(tabulate(rows), ["a", "b"])
  expect(coded.categories).toEqual(["a", "b", "x", "z"])
  expect([...coded.value]).toEqual([3, 1, 2])
  expect(() => checkCodes(coded)).not.toThrow()
})

test("a table whose columns do not fit is refused", () => {
  const table = tabulate([{ item: "i", rater: "r", value: 1 }])
  expect(() => checkRatings(table)).not.toThrow()
  expect(() => checkRatings({ ...table, value: [] })).toThrow(/same length/)
  expect(() => checkRatings({ ...table, item: Int32Array.of(1) })).toThrow(/outside/)
  const coded = encode(table)
  expect(() => checkCodes({ ...coded, value: Int32Array.of(5) })).toThrow(/category/)
})

test("slices part the rows by key and leave out rows without one", () => {
  const coded = encode(
    tabulate(["a", "b", "a", "c"].map((value, at) => ({ item: `${at}`, rater: `${at % 2}`, value }))),
  )
  const parts = slices(coded, (row) => (row === 3 ? null : `week ${row % 2}`))
  expect(parts.map(({ key, ratings }) => [key, [...ratings.item]])).toEqual([
    ["week 0", [0, 2]],
    ["week 1", [1]],
  ])
  expect(parts[0]?.ratings.categories).toEqual(["a", "b", "c"])
  expect([...keepRows(coded, (row) => row > 1).value]).toEqual([0, 2])
  expect([...oneVersusRest(coded, "b").value]).toEqual([0, 1, 0, 0])
})
