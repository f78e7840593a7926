/** Ratings whose answers are categories: codes in the table, the categories beside it. */
import { QualityError } from "../errors.ts"
import type { Ratings } from "./ratings.ts"

/** `value[r]` is an index into `categories`, which stand in the question's own order (ordinal measures read it). */
export interface CodedRatings<C = string | number> extends Ratings<number> {
  readonly value: Int32Array
  readonly categories: readonly C[]
}

/**
 * Codes the answers. `categories` gives the full list in the question's order: chance-corrected measures count
 * categories nobody used too, so pass it when it is known. Answers outside it are appended, never dropped. Without it,
 * the categories are those seen, numbers ascending and texts by code unit, whatever the order of the rows.
 */
export function encode<C extends string | number>(
  ratings: Ratings<C>,
  categories: readonly C[] = distinctSorted(ratings.value),
): CodedRatings<C> {
  return encodeBy(ratings, (value) => value, categories)
}

/** Codes answers of any kind; two answers with the same key are one category (sets, rankings). */
export function encodeBy<V>(
  ratings: Ratings<V>,
  key: (value: V) => string | number,
  categories?: readonly V[],
): CodedRatings<V> {
  const known = new Map<string | number, V>()
  for (const category of categories ?? []) known.set(key(category), category)
  const extra = new Map<string | number, V>()
  for (let row = 0; row < ratings.value.length; row++) {
    // The row number is inside the column.
    const value = ratings.value[row] as V
    const name = key(value)
    if (!known.has(name) && !extra.has(name)) extra.set(name, value)
  }
  // Sorted by key so that codes do not depend on the order of the rows.
  for (const name of [...extra.keys()].sort(byKey)) known.set(name, extra.get(name) as V)
  const codes = new Map([...known.keys()].map((name, code) => [name, code]))
  const value = new Int32Array(ratings.value.length)
  for (let row = 0; row < value.length; row++) value[row] = codes.get(key(ratings.value[row] as V)) ?? 0
  return { ...ratings, value, categories: [...known.values()] }
}

function byKey(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b
  if (a === b) return 0
  return a < b ? -1 : 1
}

function distinctSorted<C extends string | number>(values: ArrayLike<C>): C[] {
  const seen = new Set<C>()
  for (let row = 0; row < values.length; row++) seen.add(values[row] as C)
  return [...seen].sort(byKey)
}

/** Throws unless every code is the index of a category. */
export function checkCodes<C>(coded: CodedRatings<C>): void {
  if (!coded.value.every((code) => code >= 0 && code < coded.categories.length)) {
    throw new QualityError("value_out_of_range", "a value is not the index of a category")
  }
}
