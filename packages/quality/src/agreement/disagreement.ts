/** Observed and expected disagreement of weighted answer patterns, for each scale at its own least cost. */
import type { AnswerPatterns } from "../table/patterns.ts"
import type { DistanceFunction } from "./distances.ts"

export type AlphaDistance<C> = "nominal" | "ordinal" | "interval" | "ratio" | DistanceFunction<C>

interface Disagreement {
  readonly observed: number | null
  readonly expected: number | null
}

/** Marginals n_c (pairable answers per category) and their total n. */
interface Marginals {
  readonly n: Float64Array
  total: number
}

/**
 * A function from pattern weights to (D_o, D_e). Per call: O(patterns) for nominal and interval, plus the square of the
 * number of categories for the other scales. Patterns must have two answers or more.
 */
export function disagreement<C>(
  patterns: AnswerPatterns<C>,
  distance: AlphaDistance<C>,
): (weights: Float64Array) => Disagreement {
  const marginals: Marginals = { n: new Float64Array(patterns.categories.length), total: 0 }
  const scale = distance === "ordinal" ? ordinalScale(patterns) : fixedScale(patterns, distance)
  return (weights) => {
    countMarginals(patterns, weights, marginals)
    if (marginals.total === 0) return { observed: null, expected: null }
    const { total } = marginals
    // One category only: exactly 0, where rounding could leave a trace of fractional values.
    if (marginals.n.includes(total)) return { observed: 0, expected: 0 }
    const { within, between } = scale(weights, marginals.n, total)
    return { observed: within / total, expected: between / (total * (total - 1)) }
  }
}

function countMarginals<C>(patterns: AnswerPatterns<C>, weights: Float64Array, marginals: Marginals): void {
  const { start, code, count } = patterns
  const { n } = marginals
  n.fill(0)
  marginals.total = 0
  for (let pattern = 0; pattern < weights.length; pattern++) {
    const weight = weights[pattern] ?? 0
    if (weight === 0) continue
    for (let at = start[pattern] ?? 0; at < (start[pattern + 1] ?? 0); at++) {
      const answers = weight * (count[at] ?? 0)
      n[code[at] ?? 0] = (n[code[at] ?? 0] ?? 0) + answers
      marginals.total += answers
    }
  }
}

/** `within` = Σ o_ck δ(c,k) over coincidences, `between` = Σ n_c n_k δ(c,k). */
type Scale = (weights: Float64Array, n: Float64Array, total: number) => { within: number; between: number }

/** Scales whose distances do not depend on the data: the observed part is a constant of each pattern. */
function fixedScale<C>(patterns: AnswerPatterns<C>, distance: Exclude<AlphaDistance<C>, "ordinal">): Scale {
  const delta = distanceOfCodes(patterns.categories, distance)
  const perPattern = withinPatterns(patterns, delta)
  const expected = expectedOf(patterns.categories, distance, delta)
  return (weights, n, total) => {
    let within = 0
    for (let pattern = 0; pattern < weights.length; pattern++) {
      within += (weights[pattern] ?? 0) * (perPattern[pattern] ?? 0)
    }
    return { within, between: expected(n, total) }
  }
}

/** Σ over ordered pairs of a pattern's answers of δ / (m − 1). */
function withinPatterns<C>(
  patterns: AnswerPatterns<C>,
  delta: (a: number, b: number) => number,
): Float64Array {
  const { start, code, count, size } = patterns
  return patterns.weight.map((_, pattern) => {
    let within = 0
    for (let a = start[pattern] ?? 0; a < (start[pattern + 1] ?? 0); a++) {
      for (let b = start[pattern] ?? 0; b < a; b++) {
        within += 2 * (count[a] ?? 0) * (count[b] ?? 0) * delta(code[b] ?? 0, code[a] ?? 0)
      }
    }
    return within / ((size[pattern] ?? 2) - 1)
  })
}

function distanceOfCodes<C>(
  categories: readonly C[],
  distance: Exclude<AlphaDistance<C>, "ordinal">,
): (a: number, b: number) => number {
  if (distance === "nominal") return (a, b) => (a === b ? 0 : 1)
  const number = Float64Array.from(categories, Number)
  if (distance === "interval") return (a, b) => ((number[a] ?? 0) - (number[b] ?? 0)) ** 2
  if (distance === "ratio") return (a, b) => ratioDistance(number[a] ?? 0, number[b] ?? 0)
  // Codes are indexes of categories.
  return (a, b) => (a === b ? 0 : distance(categories[a] as C, categories[b] as C))
}

const ratioDistance = (a: number, b: number) => (a + b === 0 ? 0 : ((a - b) / (a + b)) ** 2)

/** Σ n_c n_k δ(c,k): closed forms where the distance has one, else a table made once. */
function expectedOf<C>(
  categories: readonly C[],
  distance: Exclude<AlphaDistance<C>, "ordinal">,
  delta: (a: number, b: number) => number,
): (n: Float64Array, total: number) => number {
  if (distance === "nominal")
    return (n, total) => total * total - n.reduce((sum, answers) => sum + answers * answers, 0)
  if (distance === "interval") return intervalExpectation(Float64Array.from(categories, Number))
  const width = categories.length
  const table = new Float64Array(width * width)
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) table[a * width + b] = delta(b, a)
  return (n) => {
    let between = 0
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < a; b++) between += 2 * (n[a] ?? 0) * (n[b] ?? 0) * (table[a * width + b] ?? 0)
    }
    return between
  }
}

/** Σ n_c n_k (c − k)² = 2 (n Σ n_c d² − (Σ n_c d)²) with d measured from the first category, which keeps it exact. */
function intervalExpectation(number: Float64Array): (n: Float64Array, total: number) => number {
  const offset = number.map((value) => value - (number[0] ?? 0))
  return (n, total) => {
    let first = 0
    let second = 0
    n.forEach((answers, code) => {
      const value = offset[code] ?? 0
      first += answers * value
      second += answers * value * value
    })
    return 2 * (total * second - first * first)
  }
}

/** Ordinal distances count the answers between two categories, so they change with every resample. */
function ordinalScale<C>(patterns: AnswerPatterns<C>): Scale {
  const { start, code, count, size } = patterns
  const middle = new Float64Array(patterns.categories.length)
  return (weights, n) => {
    // δ(c,k) = (Σ_{g=c..k} n_g − (n_c + n_k)/2)² is the squared difference of the categories' mid-ranks.
    let below = 0
    n.forEach((answers, category) => {
      middle[category] = below + answers / 2
      below += answers
    })
    const gap = (a: number, b: number) => ((middle[a] ?? 0) - (middle[b] ?? 0)) ** 2
    let within = 0
    for (let pattern = 0; pattern < weights.length; pattern++) {
      const weight = weights[pattern] ?? 0
      if (weight === 0) continue
      let pairs = 0
      for (let a = start[pattern] ?? 0; a < (start[pattern + 1] ?? 0); a++) {
        for (let b = start[pattern] ?? 0; b < a; b++) {
          pairs += 2 * (count[a] ?? 0) * (count[b] ?? 0) * gap(code[b] ?? 0, code[a] ?? 0)
        }
      }
      within += (weight * pairs) / ((size[pattern] ?? 2) - 1)
    }
    let first = 0
    let second = 0
    n.forEach((answers, category) => {
      first += answers * (middle[category] ?? 0)
      second += answers * (middle[category] ?? 0) ** 2
    })
    return { within, between: 2 * (below * second - first * first) }
  }
}
