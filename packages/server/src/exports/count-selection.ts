/** Counts the records that pass an expression, and the values of what it reads. */
import { type Fact, limits, type Selection } from "@loam/schema"
import type { SourceRecord } from "@loam/training"
import type { DatasetRules } from "../records/index.ts"
import { namesOf, type Selector } from "./select-records.ts"

/** Different values that are counted apart; of more only the range is told. */
const mostKept = 1_000

function createTally(name: string) {
  const counts = new Map<string | number | boolean, { count: number; matched: number }>()
  let missing = 0
  let numbers = 0
  let sum = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  const add = (value: string | number | boolean, passed: boolean) => {
    if (typeof value === "number") {
      numbers += 1
      sum += value
      min = Math.min(min, value)
      max = Math.max(max, value)
    }
    const tally = counts.get(value)
    if (tally) {
      tally.count += 1
      tally.matched += Number(passed)
    } else if (counts.size < mostKept) counts.set(value, { count: 1, matched: Number(passed) })
  }
  return {
    add(fact: Fact, passed: boolean) {
      if (fact === null || fact === undefined) missing += 1
      else for (const value of [fact].flat()) add(value, passed)
    },
    result: (): Selection["variables"][number] => ({
      name,
      missing,
      min: numbers === 0 ? null : min,
      mean: numbers === 0 ? null : sum / numbers,
      max: numbers === 0 ? null : max,
      values: [...counts]
        .map(([value, tally]) => ({ value, ...tally }))
        .sort((a, b) => b.count - a.count)
        .slice(0, limits.preview.values),
    }),
  }
}

export async function countSelection(
  rules: DatasetRules,
  selector: Selector | undefined,
  pages: AsyncIterable<SourceRecord[]>,
  total: number,
  most: number = limits.preview.selected,
): Promise<Selection> {
  const names = namesOf(rules)
  if (!selector)
    return { where: null, matched: total, scanned: total, total, exact: true, names, variables: [] }
  const tallies = selector.variables.map(({ name, read }) => ({ read, tally: createTally(name) }))
  let scanned = 0
  let matched = 0
  for await (const page of pages) {
    await selector.load(page)
    for (const record of page) {
      const passed = selector.passes(record)
      matched += Number(passed)
      for (const { read, tally } of tallies) tally.add(read(record), passed)
    }
    scanned += page.length
    if (scanned >= most) break
  }
  const variables = tallies.map(({ tally }) => tally.result())
  return { where: selector.where, matched, scanned, total, exact: scanned >= total, names, variables }
}
