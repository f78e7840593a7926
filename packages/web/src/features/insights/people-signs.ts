/** What is worth a look about somebody: reasons to read their records, never a verdict. */
import type { Annotator } from "@loam/schema"
import { valueText } from "./value-text.ts"

/** Under 1 in 1,000 by chance. */
const unlikely = 0.001
/** With fewer answers chance alone looks like a habit. */
const enough = 10
/** Everybody together gives 5% of their answers this fast. */
const manyFast = 0.25

export function signsOf(person: Annotator): string[] {
  const { straight_lining: line, position, length, speed, answers } = person
  if (answers < enough) return []
  const longRun = line?.run_chance != null && line.run_chance < unlikely
  return [
    ...(longRun ? [`${line.longest_run} times “${valueText(line.run_of)}” in a row`] : []),
    ...(position?.biased ? ["a place"] : []),
    ...(length?.biased ? [(length.longer.value ?? 0) > 0.5 ? "long texts" : "short texts"] : []),
    ...((speed.fast_share ?? 0) > manyFast ? ["very fast answers"] : []),
  ]
}
