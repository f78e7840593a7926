/** One order for equal tables, so that iterated estimates come out the same to the last bit whatever order rows came in. */
import type { CodedRatings } from "./coded.ts"
import { groupRows, type Ratings } from "./ratings.ts"

/**
 * The same table with items and raters sorted by name and rows by item, then rater. Rounding depends on the order of
 * sums, and on evenly split data EM can turn a last digit into another answer: fit models to tables in this order.
 */
export function canonicalOrder<C>(ratings: CodedRatings<C>): CodedRatings<C>
export function canonicalOrder<V>(ratings: Ratings<V>): Ratings<V>
export function canonicalOrder<V>(ratings: Ratings<V>): Ratings<V> {
  const items = sortedNames(ratings.items)
  const raters = sortedNames(ratings.raters)
  const rater = ratings.rater.map((at) => raters.place[at] ?? 0)
  const item = ratings.item.map((at) => items.place[at] ?? 0)
  // Two counting sorts, the finer key first: linear where a comparison sort of 3 million rows takes seconds.
  const byRater = groupRows(rater, raters.names.length).row
  const byItem = groupRows(
    byRater.map((row) => item[row] ?? 0),
    items.names.length,
  ).row
  const rows = byItem.map((at) => byRater[at] ?? 0)
  const take = (column: Int32Array) => rows.map((row) => column[row] ?? 0)
  return {
    ...ratings,
    items: items.names,
    raters: raters.names,
    item: take(item),
    rater: take(rater),
    value: takeValues(ratings.value, rows),
  }
}

function sortedNames(names: readonly string[]): { names: string[]; place: Int32Array } {
  const order = Array.from(names, (_, at) => at).sort((a, b) => compareText(names[a] ?? "", names[b] ?? ""))
  const place = new Int32Array(names.length)
  order.forEach((at, to) => {
    place[at] = to
  })
  return { names: order.map((at) => names[at] ?? ""), place }
}

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b)

/** The values of some rows; codes stay in their compact array. */
export function takeValues<V>(value: ArrayLike<V>, rows: ArrayLike<number>): ArrayLike<V> {
  // Row numbers lie inside the column.
  if (!(value instanceof Int32Array)) return Array.from(rows, (row) => value[row] as V)
  const codes: Int32Array = value
  return Int32Array.from(rows, (row) => codes[row] ?? 0) as ArrayLike<unknown> as ArrayLike<V>
}
