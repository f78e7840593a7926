/** Random tables for property tests: a few people, a few items, missing answers, and the same rows in another order. */
import fc from "fast-check"
import type { RatingRow } from "../index.ts"

/** Rows with at most one answer per item and rater. */
export const ratingRows = <V>(
  value: fc.Arbitrary<V>,
  { items = 6, raters = 5 } = {},
): fc.Arbitrary<RatingRow<V>[]> =>
  fc
    .uniqueArray(fc.record({ item: fc.nat({ max: items - 1 }), rater: fc.nat({ max: raters - 1 }), value }), {
      selector: ({ item, rater }) => item * raters + rater,
      maxLength: items * raters,
    })
    .map((rows) => rows.map((row) => ({ item: `i${row.item}`, rater: `r${row.rater}`, value: row.value })))

/** Rows and the same rows shuffled. */
export const shuffledRows = <V>(rows: fc.Arbitrary<V[]>): fc.Arbitrary<{ rows: V[]; shuffled: V[] }> =>
  rows.chain((each) =>
    fc
      .shuffledSubarray(each, { minLength: each.length, maxLength: each.length })
      .map((shuffled) => ({ rows: each, shuffled })),
  )

/** True when no number anywhere inside is NaN or infinite. */
export function isClean(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value)
  if (typeof value !== "object" || value === null) return true
  return Object.values(value).every(isClean)
}
