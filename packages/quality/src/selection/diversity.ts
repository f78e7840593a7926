/** Picking records that differ: farthest-point (k-centre) and facility-location, both greedy and deterministic. */

/** A number for two records (by index), symmetric. */
export type PairFunction = (a: number, b: number) => number

export interface Picked {
  /** Indexes in the order picked. */
  readonly picked: readonly number[]
  /** k-centre: the largest distance of a record to its nearest pick. Facility location: Σ of best similarities. */
  readonly value: number
}

/**
 * Greedy k-centre (Gonzalez 1985): always the record farthest from those picked, the lowest index of equals; at most
 * twice the best possible radius. `start` are picked already. O(count · size), no table of distances.
 */
export function kCentre(
  count: number,
  size: number,
  distance: PairFunction,
  start: readonly number[] = [0],
): Picked {
  const picked = start.filter((each) => each < count)
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const settle = (centre: number) => {
    for (let each = 0; each < count; each++)
      nearest[each] = Math.min(nearest[each] ?? 0, distance(each, centre))
  }
  picked.forEach(settle)
  while (picked.length < Math.min(size, count)) {
    let farthest = -1
    for (let each = 0; each < count; each++) {
      if (picked.includes(each)) continue
      if (farthest < 0 || (nearest[each] ?? 0) > (nearest[farthest] ?? 0)) farthest = each
    }
    picked.push(farthest)
    settle(farthest)
  }
  return { picked, value: count === 0 ? 0 : Math.max(...nearest) }
}

/**
 * Greedy facility location: maximises Σ over records of the similarity to the most similar pick, so that dense regions
 * get their share; at least 1 − 1/e of the best possible for similarities ≥ 0. O(count² · size).
 */
export function facilityLocation(count: number, size: number, similarity: PairFunction): Picked {
  const picked: number[] = []
  let best = new Float64Array(count)
  while (picked.length < Math.min(size, count)) {
    let chosen = { at: -1, covered: best, value: Number.NEGATIVE_INFINITY }
    for (let at = 0; at < count; at++) {
      if (picked.includes(at)) continue
      const covered = best.map((value, each) => Math.max(value, similarity(each, at)))
      const value = covered.reduce((sum, each) => sum + each, 0)
      if (value > chosen.value) chosen = { at, covered, value }
    }
    picked.push(chosen.at)
    best = chosen.covered
  }
  return { picked, value: best.reduce((sum, each) => sum + each, 0) }
}
