/** Parts of a table: per slice of metadata, per group of people, per time, per label. */
import { takeValues } from "./canonical-order.ts"
import type { CodedRatings } from "./coded.ts"
import type { Ratings } from "./ratings.ts"

/** The rows for which `keep` holds; items and raters keep their numbers, so results line up with the whole table. */
export function keepRows<C>(ratings: CodedRatings<C>, keep: (row: number) => boolean): CodedRatings<C>
export function keepRows<V>(ratings: Ratings<V>, keep: (row: number) => boolean): Ratings<V>
export function keepRows<V>(ratings: Ratings<V>, keep: (row: number) => boolean): Ratings<V> {
  const rows: number[] = []
  for (let row = 0; row < ratings.item.length; row++) if (keep(row)) rows.push(row)
  const take = (column: Int32Array) => Int32Array.from(rows, (row) => column[row] ?? 0)
  return {
    ...ratings,
    item: take(ratings.item),
    rater: take(ratings.rater),
    value: takeValues(ratings.value, rows),
  }
}

export interface Slice<R> {
  readonly key: string
  readonly ratings: R
}

/**
 * Splits a table by a key of each row (metadata of its item, its week, the group of its rater). Rows with key null are
 * in no slice. Slices come in order of their keys.
 */
export function slices<C>(
  ratings: CodedRatings<C>,
  keyOf: (row: number) => string | null,
): Slice<CodedRatings<C>>[]
export function slices<V>(ratings: Ratings<V>, keyOf: (row: number) => string | null): Slice<Ratings<V>>[]
export function slices<V>(ratings: Ratings<V>, keyOf: (row: number) => string | null): Slice<Ratings<V>>[] {
  const keys = Array.from(ratings.item, (_, row) => keyOf(row))
  const distinct = [...new Set(keys)].filter((key) => key !== null).sort()
  return distinct.map((key) => ({ key, ratings: keepRows(ratings, (row) => keys[row] === key) }))
}

/** One label against all others: agreement on `category` alone, as a yes-or-no question. */
export function oneVersusRest<C>(coded: CodedRatings<C>, category: C): CodedRatings<"other" | "this"> {
  const code = coded.categories.indexOf(category)
  return {
    ...coded,
    categories: ["other", "this"],
    value: coded.value.map((value) => (value === code ? 1 : 0)),
  }
}

/** One label of a multi-label question as a yes-or-no question: was it among those chosen? */
export function labelPresence(
  ratings: Ratings<readonly string[]>,
  label: string,
): CodedRatings<"absent" | "present"> {
  const value = Int32Array.from(ratings.value, (labels) => (labels.includes(label) ? 1 : 0))
  return { ...ratings, categories: ["absent", "present"], value }
}
