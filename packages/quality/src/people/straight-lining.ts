/** Straight-lining: the same answer over and over, more than the data explains. */
import { entropy } from "../math/summary.ts"
import type { CodedRatings } from "../table/coded.ts"
import { rowsByRater, rowsOf } from "../table/ratings.ts"

export interface StraightLining<C> {
  readonly rater: string
  readonly answers: number
  /** The most frequent answer and its share; null without answers. */
  readonly commonest: C | null
  readonly commonest_share: number | null
  /** Entropy of the answers in nats; 0 is always the same. */
  readonly entropy: number | null
  /** Length of the longest run of one answer, and that answer. */
  readonly longest_run: number
  readonly run_of: C | null
  /**
   * Upper bound on the probability of a run that long by chance, if answers were drawn in the shares everybody gives
   * them: (n − r + 1) p^r, at most 1. Small means: look.
   */
  readonly run_chance: number | null
}

/** One row per rater, in their order; rows of the table must stand in the order the answers were given. */
export function straightLining<C>(coded: CodedRatings<C>): StraightLining<C>[] {
  const everybody = new Float64Array(coded.categories.length)
  for (const code of coded.value) everybody[code] = (everybody[code] ?? 0) + 1
  const byRater = rowsByRater(coded)
  return coded.raters.map((rater, at) => {
    const codes = Array.from(rowsOf(byRater, at), (row) => coded.value[row] ?? 0)
    if (codes.length === 0) return nobody(rater)
    const counts = new Float64Array(coded.categories.length)
    for (const code of codes) counts[code] = (counts[code] ?? 0) + 1
    const most = Math.max(...counts)
    const run = longestRun(codes)
    const share = (everybody[run.code] ?? 0) / coded.value.length
    return {
      rater,
      answers: codes.length,
      commonest: coded.categories[counts.indexOf(most)] ?? null,
      commonest_share: most / codes.length,
      entropy: entropy(counts),
      longest_run: run.length,
      run_of: coded.categories[run.code] ?? null,
      run_chance: Math.min(1, (codes.length - run.length + 1) * share ** run.length),
    }
  })
}

const nobody = <C>(rater: string): StraightLining<C> => ({
  rater,
  answers: 0,
  commonest: null,
  commonest_share: null,
  entropy: null,
  longest_run: 0,
  run_of: null,
  run_chance: null,
})

function longestRun(codes: readonly number[]): { code: number; length: number } {
  let best = { code: codes[0] ?? 0, length: 0 }
  let length = 0
  codes.forEach((code, at) => {
    length = code === codes[at - 1] ? length + 1 : 1
    if (length > best.length) best = { code, length }
  })
  return best
}
