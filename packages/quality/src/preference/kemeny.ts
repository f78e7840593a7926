/** Kemeny order: the order that contradicts the fewest stated preferences, found exactly for small sets. */

export interface Kemeny {
  /** Summed weight of the preferences the order keeps; null when the set is too large. */
  readonly score: number
  /** The best orders (option numbers, best first), lexicographically, at most `limit` of them. */
  readonly orders: readonly (readonly number[])[]
  /** How many best orders there are. */
  readonly count: number
}

export type KemenyResult = Kemeny | { readonly score: null; readonly reason: "too_large" }

/** Held–Karp over subsets: 2^16 subsets × 16 options take about 20 ms, 2^20 would take half a second. */
export const KEMENY_LIMIT = 16

/**
 * Maximises Σ M[i, j] over pairs with i before j (Kemeny 1959), M as {@link preferenceMatrix} makes it. All optima are
 * counted: cycles such as a > b > c > a make several, and which one is kept is the caller's tie rule.
 */
export function kemeny(matrix: Float64Array, options: number, limit = 24): KemenyResult {
  if (options > KEMENY_LIMIT) return { score: null, reason: "too_large" }
  const sets = 2 ** options
  const best = new Float64Array(sets)
  const ways = new Float64Array(sets)
  ways[0] = 1
  for (let set = 1; set < sets; set++) bestFirst(matrix, options, set, best, ways)
  const orders: number[][] = []
  collect(matrix, options, best, sets - 1, [], orders, limit)
  return { score: best[sets - 1] ?? 0, orders, count: ways[sets - 1] ?? 0 }
}

const TOLERANCE = 1e-9

/** Fills best and ways for one set of options still to place: the best first option, then the best of the rest. */
function bestFirst(
  matrix: Float64Array,
  options: number,
  set: number,
  best: Float64Array,
  ways: Float64Array,
): void {
  let top = Number.NEGATIVE_INFINITY
  let count = 0
  for (let first = 0; first < options; first++) {
    if ((set & (1 << first)) === 0) continue
    const rest = set ^ (1 << first)
    const score = (best[rest] ?? 0) + keptBy(matrix, options, first, rest)
    if (score > top + TOLERANCE) {
      top = score
      count = ways[rest] ?? 0
    } else if (score >= top - TOLERANCE) {
      top = Math.max(top, score)
      count += ways[rest] ?? 0
    }
  }
  best[set] = top
  ways[set] = count
}

/** Preferences kept by placing `first` above everything in `rest`. */
function keptBy(matrix: Float64Array, options: number, first: number, rest: number): number {
  let kept = 0
  for (let other = 0; other < options; other++) {
    if ((rest & (1 << other)) !== 0) kept += matrix[first * options + other] ?? 0
  }
  return kept
}

function collect(
  matrix: Float64Array,
  options: number,
  best: Float64Array,
  set: number,
  order: readonly number[],
  orders: number[][],
  limit: number,
): void {
  if (orders.length >= limit) return
  if (set === 0) {
    orders.push([...order])
    return
  }
  for (let first = 0; first < options; first++) {
    if ((set & (1 << first)) === 0) continue
    const rest = set ^ (1 << first)
    const score = (best[rest] ?? 0) + keptBy(matrix, options, first, rest)
    if (score >= (best[set] ?? 0) - TOLERANCE)
      collect(matrix, options, best, rest, [...order, first], orders, limit)
  }
}
