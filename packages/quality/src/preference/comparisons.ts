/** Side-by-side comparisons: who voted for which of two contestants, and the counts the models read. */
import { numbering } from "../table/ratings.ts"

/** Row r: `voters[voter[r]]` saw `contestants[left[r]]` and `contestants[right[r]]`; outcome 1 left, −1 right, 0 tie. */
export interface Comparisons {
  readonly contestants: readonly string[]
  readonly voters: readonly string[]
  readonly left: Int32Array
  readonly right: Int32Array
  readonly voter: Int32Array
  readonly outcome: Int8Array
}

export interface ComparisonRow {
  readonly left: string
  readonly right: string
  readonly winner: "left" | "right" | "tie"
  readonly voter?: string
}

const OUTCOME = { left: 1, right: -1, tie: 0 } as const

/** Builds the table; rows without a voter each count as a voter of their own when voters are resampled. */
export function tabulateComparisons(rows: Iterable<ComparisonRow>): Comparisons {
  const contestants = numbering()
  const voters = numbering()
  const left: number[] = []
  const right: number[] = []
  const voter: number[] = []
  const outcome: number[] = []
  for (const row of rows) {
    left.push(contestants.of(row.left))
    right.push(contestants.of(row.right))
    voter.push(voters.of(row.voter ?? `#${voter.length}`))
    outcome.push(OUTCOME[row.winner])
  }
  return {
    contestants: contestants.names,
    voters: voters.names,
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    voter: Int32Array.from(voter),
    outcome: Int8Array.from(outcome),
  }
}

/**
 * Counts per unordered pair of contestants. Pair p is `first[p]` < `second[p]`; its counts stand at 3p (first won),
 * 3p + 1 (second won), 3p + 2 (tie), and may be fractions.
 */
export interface PairCounts {
  readonly contestants: number
  readonly first: Int32Array
  readonly second: Int32Array
  readonly counts: Float64Array
}

/** Pairs of a table and the cell of `counts` each comparison falls into. Comparisons of something with itself drop out. */
export function pairCells(comparisons: Comparisons): { pairs: Omit<PairCounts, "counts">; cell: Int32Array } {
  const { left, right, outcome } = comparisons
  const width = comparisons.contestants.length
  const seen = new Set<number>()
  left.forEach((a, row) => {
    const b = right[row] ?? 0
    if (a !== b) seen.add(Math.min(a, b) * width + Math.max(a, b))
  })
  const keys = [...seen].sort((a, b) => a - b)
  const number = new Map(keys.map((key, pair) => [key, pair]))
  const cell = left.map((a, row) => {
    const b = right[row] ?? 0
    if (a === b) return -1
    const pair = number.get(Math.min(a, b) * width + Math.max(a, b)) ?? 0
    return 3 * pair + sideOf(outcome[row] ?? 0, a < b)
  })
  const first = Int32Array.from(keys, (key) => Math.floor(key / width))
  const second = Int32Array.from(keys, (key) => key % width)
  return { pairs: { contestants: width, first, second }, cell }
}

/** 0 first of the pair won, 1 second won, 2 tie. */
function sideOf(outcome: number, leftIsFirst: boolean): 0 | 1 | 2 {
  if (outcome === 0) return 2
  return outcome > 0 === leftIsFirst ? 0 : 1
}

/** Counts of all comparisons, each weighing `weight(row)`, 1 unless given. */
export function pairCounts(comparisons: Comparisons, weight: (row: number) => number = () => 1): PairCounts {
  const { pairs, cell } = pairCells(comparisons)
  const counts = new Float64Array(3 * pairs.first.length)
  cell.forEach((at, row) => {
    if (at >= 0) counts[at] = (counts[at] ?? 0) + weight(row)
  })
  return { ...pairs, counts }
}

/** Counts from rankings: each ranking gives every pair it orders one win, or one tie, times its weight. */
export function pairCountsFromRanks(
  rows: readonly (readonly (number | null)[])[],
  options: number,
  weights?: ArrayLike<number>,
): PairCounts {
  const first: number[] = []
  const second: number[] = []
  const counts: number[] = []
  for (let a = 0; a < options; a++) {
    for (let b = a + 1; b < options; b++) {
      const cells = [0, 0, 0]
      rows.forEach((ranks, row) => {
        const [one, other] = [ranks[a] ?? null, ranks[b] ?? null]
        if (one === null || other === null) return
        const side = sideOf(Math.sign(other - one), true)
        cells[side] = (cells[side] ?? 0) + (weights ? (weights[row] ?? 0) : 1)
      })
      first.push(a)
      second.push(b)
      counts.push(...cells)
    }
  }
  return {
    contestants: options,
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    counts: Float64Array.from(counts),
  }
}
