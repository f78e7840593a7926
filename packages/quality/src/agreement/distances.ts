/** How far apart two answers are: the distance functions of agreement measures. */

/** Distance of two categories: 0 for equal answers, larger is worse, symmetric. */
export type DistanceFunction<C> = (a: C, b: C) => number

/** Jaccard overlap of two sets of labels, 1 for two empty sets. */
export function jaccard(a: readonly string[], b: readonly string[]): number {
  const common = overlapOf(a, b)
  const union = new Set([...a, ...b]).size
  return union === 0 ? 1 : common / union
}

/**
 * MASI distance of two label sets (Passonneau 2006): 1 − Jaccard · m, with m 1 for equal sets, 0.67 when one contains
 * the other, 0.33 when they overlap, 0 when disjoint.
 */
export function masi(a: readonly string[], b: readonly string[]): number {
  const common = overlapOf(a, b)
  const sizes = [new Set(a).size, new Set(b).size]
  const smaller = Math.min(...sizes)
  return 1 - jaccard(a, b) * monotonicity(common, smaller, Math.max(...sizes))
}

function monotonicity(common: number, smaller: number, larger: number): number {
  if (common === larger) return 1
  if (common === smaller) return 0.67
  return common > 0 ? 0.33 : 0
}

const overlapOf = (a: readonly string[], b: readonly string[]) => new Set(a).intersection(new Set(b)).size
