/** Agreement weights of two categories for weighted coefficients: how much credit a near miss gets. */

export type CategoryWeights = "identity" | "linear" | "quadratic" | "ordinal"

/**
 * Weight of categories `a` and `b` (positions in their order) out of `width`: 1 when equal, 0 at the far ends.
 * `ordinal` counts the category pairs a disagreement spans (Gwet 2014).
 */
export function categoryWeight(kind: CategoryWeights, a: number, b: number, width: number): number {
  if (a === b) return 1
  const gap = Math.abs(a - b)
  const span = width - 1
  if (kind === "identity") return 0
  if (kind === "linear") return 1 - gap / span
  if (kind === "quadratic") return 1 - (gap / span) ** 2
  return 1 - ((gap + 1) * gap) / (width * span)
}

/** The weights as a table, row by row. */
export function categoryWeightTable(kind: CategoryWeights, width: number): Float64Array {
  const table = new Float64Array(width * width)
  for (let at = 0; at < table.length; at++)
    table[at] = categoryWeight(kind, Math.floor(at / width), at % width, width)
  return table
}
