/** The golden numbers and the small helpers every check of them uses. */
import { expect } from "vitest"
import { type CodedRatings, encode, type RatingRow, tabulate } from "../../index.ts"
import golden from "../golden.json" with { type: "json" }

export { golden }

/** A check per golden key; the runner fails for keys nobody checks. */
export type Checks = Readonly<Record<string, () => void>>

/** Closed forms hold to 1e-6 (the file has 13 digits, so 1e-9 is asked of them), iterated ones to 1e-3. */
export const near = (actual: number | null | undefined, wanted: number, tolerance = 1e-9) => {
  expect(actual, `wanted ${wanted}`).toBeTypeOf("number")
  expect(Math.abs((actual ?? Number.NaN) - wanted), `${actual} should be ${wanted}`).toBeLessThanOrEqual(
    tolerance,
  )
}

export const ITERATED = 1e-3

export const rowsOf = <V>(triples: readonly (readonly unknown[])[]): RatingRow<V>[] =>
  // The golden file holds (item, rater, value) triples.
  triples.map(([item, rater, value]) => ({ item: String(item), rater: String(rater), value: value as V }))

/** The five-item set, categories no and yes. */
export const toy = (): CodedRatings<string> =>
  encode(tabulate(rowsOf<string>(golden.toy_rows_task_worker_label)), ["no", "yes"])

/** Units as rows of one value per rater, null where missing. */
export const codedUnits = <C extends string | number>(
  units: readonly (readonly (C | null)[])[],
  categories?: readonly C[],
): CodedRatings<C> => {
  const rows = units.flatMap((unit, item) =>
    unit.flatMap((value, rater) => (value === null ? [] : [{ item: `u${item}`, rater: `r${rater}`, value }])),
  )
  return encode(tabulate(rows), categories)
}

/** Compares the columns of a table of item × category with {item: {category: p}}. */
export const expectShares = (
  coded: CodedRatings<string | number>,
  shares: ArrayLike<number>,
  wanted: Readonly<Record<string, Readonly<Record<string, number>>>>,
  tolerance?: number,
) => {
  for (const [item, row] of Object.entries(wanted)) {
    for (const [category, share] of Object.entries(row)) {
      const code = coded.categories.findIndex((each) => String(each) === category)
      near(shares[coded.items.indexOf(item) * coded.categories.length + code], share, tolerance)
    }
  }
}

/** Compares a value per rater (or contestant) with {name: value}. */
export const expectNamed = (
  names: readonly string[],
  values: ArrayLike<number | null>,
  wanted: Readonly<Record<string, number>>,
  tolerance?: number,
) => {
  for (const [name, value] of Object.entries(wanted)) near(values[names.indexOf(name)], value, tolerance)
}
