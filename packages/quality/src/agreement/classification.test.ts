import { expect, test } from "vitest"
import { classification, jaccard, masi, multiLabelScores } from "../index.ts"

test("distances of label sets: .665 and .868 as published, 0 for equal sets, 1 for disjoint ones", () => {
  expect(masi(["1", "2"], ["1", "2", "3", "4"])).toBeCloseTo(0.665, 12)
  expect(masi(["1", "2", "3", "4"], ["3", "4", "5"])).toBeCloseTo(0.868, 12)
  expect(masi(["a", "b"], ["b", "a", "a"])).toBe(0)
  expect(masi(["a"], ["b"])).toBe(1)
  expect([masi([], []), jaccard([], []), masi([], ["a"])]).toEqual([0, 1, 1])
})

test("a label that is never predicted scores 0, not NaN, and empty data has a reason", () => {
  const { classes, macro } = classification(["a", "a"], ["b", "b"], ["a", "b"])
  expect(classes.map(({ precision, recall, f1 }) => [precision, recall, f1])).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ])
  expect(macro?.f1).toBe(0)
  expect(classification([], [], ["a"])).toMatchObject({
    accuracy: { value: null, reason: "no_ratings" },
    macro: null,
  })
})

test("answers outside the labels are left out of the count", () => {
  expect(classification(["a", "z"], ["a", "a"], ["a", "b"])).toMatchObject({
    accuracy: { value: 1 },
    count: 1,
  })
})

test("sets of labels are scored whole, by overlap, and label by label", () => {
  const scores = multiLabelScores([["a", "b"], ["a"]], [["a", "b"], ["b"]], ["a", "b"])
  expect(scores.exact.value).toBe(0.5)
  expect(scores.overlap.value).toBe(0.5)
  expect(scores.labels[0]).toMatchObject({
    label: "a",
    precision: 1,
    recall: 0.5,
    confusion: [
      [0, 0],
      [1, 1],
    ],
  })
  expect(scores.labels[1]).toMatchObject({ label: "b", precision: 0.5, recall: 1, support: 1 })
})
