/** The one description of "who said what about which item" that every function of this package reads. */
import { QualityError } from "../errors.ts"

/**
 * A table of ratings: row r says that `raters[rater[r]]` answered `value[r]` about `items[item[r]]`.
 * Rows stand in order of arrival (only tie rules that say "first" or "latest" look at it), and a rater answers an item
 * at most once. `V` is the answer: a category code, a number of seconds, a ranking, a list of spans.
 */
export interface Ratings<V> {
  readonly items: readonly string[]
  readonly raters: readonly string[]
  readonly item: Int32Array
  readonly rater: Int32Array
  readonly value: ArrayLike<V>
}

export interface RatingRow<V> {
  readonly item: string
  readonly rater: string
  readonly value: V
}

/** Builds a table from rows; items and raters are numbered in order of appearance. */
export function tabulate<V>(rows: Iterable<RatingRow<V>>): Ratings<V> {
  const items = numbering()
  const raters = numbering()
  const item: number[] = []
  const rater: number[] = []
  const value: V[] = []
  for (const row of rows) {
    item.push(items.of(row.item))
    rater.push(raters.of(row.rater))
    value.push(row.value)
  }
  return {
    items: items.names,
    raters: raters.names,
    item: Int32Array.from(item),
    rater: Int32Array.from(rater),
    value,
  }
}

/** Gives each different name the next whole number. */
export function numbering(): { readonly names: string[]; readonly of: (name: string) => number } {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const of = (name: string) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, names.length)
    return names.push(name) - 1
  }
  return { names, of }
}

/** Throws unless the three columns have one length and every index is inside its list. */
export function checkRatings<V>(ratings: Ratings<V>): void {
  const { items, raters, item, rater, value } = ratings
  if (item.length !== rater.length || item.length !== value.length) {
    throw new QualityError("column_lengths_differ", "item, rater and value must have the same length")
  }
  if (
    !item.every((at) => at >= 0 && at < items.length) ||
    !rater.every((at) => at >= 0 && at < raters.length)
  ) {
    throw new QualityError("index_out_of_range", "an item or rater index lies outside its list of names")
  }
}

/** Row numbers by group: group g has `row[start[g]] … row[start[g + 1] − 1]`, in the order of the table. */
export interface Grouping {
  readonly start: Int32Array
  readonly row: Int32Array
}

/** Groups rows by a column of whole numbers below `groups` (a counting sort: two passes, no objects). */
export function groupRows(column: Int32Array, groups: number): Grouping {
  const start = new Int32Array(groups + 1)
  for (const group of column) start[group + 1] = (start[group + 1] ?? 0) + 1
  for (let group = 0; group < groups; group++)
    start[group + 1] = (start[group + 1] ?? 0) + (start[group] ?? 0)
  const next = start.slice(0, groups)
  const row = new Int32Array(column.length)
  column.forEach((group, at) => {
    const place = next[group] ?? 0
    row[place] = at
    next[group] = place + 1
  })
  return { start, row }
}

export const rowsByItem = <V>(ratings: Ratings<V>): Grouping => groupRows(ratings.item, ratings.items.length)

export const rowsByRater = <V>(ratings: Ratings<V>): Grouping =>
  groupRows(ratings.rater, ratings.raters.length)

/** The rows of one group. */
export const rowsOf = (grouping: Grouping, group: number): Int32Array =>
  grouping.row.subarray(grouping.start[group] ?? 0, grouping.start[group + 1] ?? 0)
