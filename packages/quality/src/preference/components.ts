/** When strengths have a finite estimate: wins must link all contestants both ways, and ties must not grow without end. */
import type { PairCounts } from "./comparisons.ts"

/** One contestant was chosen while the other was there to be chosen. */
export type Link = readonly [winner: number, loser: number]

/**
 * Strongly connected components: contestants in one component have each, directly or through others, beaten one
 * another. Lists of contestant numbers, in order of their smallest.
 */
export function strongComponents(contestants: number, links: Iterable<Link>): number[][] {
  const beats: number[][] = Array.from({ length: contestants }, () => [])
  const loses: number[][] = Array.from({ length: contestants }, () => [])
  for (const [winner, loser] of links) {
    beats[winner]?.push(loser)
    loses[loser]?.push(winner)
  }
  const found: number[][] = []
  const placed = new Set<number>()
  for (let start = 0; start < contestants; start++) {
    if (placed.has(start)) continue
    const below = reachable(start, beats)
    const component = [...reachable(start, loses)].filter((each) => below.has(each)).sort((a, b) => a - b)
    for (const each of component) placed.add(each)
    found.push(component)
  }
  return found
}

function reachable(start: number, next: readonly (readonly number[])[]): Set<number> {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const each of next[at] ?? []) {
      if (seen.has(each)) continue
      seen.add(each)
      open.push(each)
    }
  }
  return seen
}

/** Components of "beat or tied": with halved ties strengths are finite exactly when there is one (Ford 1957). */
export function components(pairs: PairCounts): number[][] {
  const links: Link[] = []
  pairs.first.forEach((a, pair) => {
    const b = pairs.second[pair] ?? 0
    const [firstWon = 0, secondWon = 0, tied = 0] = pairs.counts.subarray(3 * pair, 3 * pair + 3)
    if (firstWon + tied > 0) links.push([a, b])
    if (secondWon + tied > 0) links.push([b, a])
  })
  return strongComponents(pairs.contestants, links)
}

/**
 * True when a free tie parameter and the strengths can grow together without ever predicting worse: some scores put
 * every winner at least 1 above the loser and ties at most 1 apart. Such scores exist exactly when no cycle has more
 * wins than ties on its way (Bellman–Ford finds one). Example: A beat B, A tied B, B never beat A.
 */
export function tiesUnbounded(pairs: PairCounts): boolean {
  const bounds: { readonly from: number; readonly to: number; readonly most: number }[] = []
  for (let pair = 0; pair < pairs.first.length; pair++) {
    const [a, b] = [pairs.first[pair] ?? 0, pairs.second[pair] ?? 0]
    const [firstWon = 0, secondWon = 0, tied = 0] = pairs.counts.subarray(3 * pair, 3 * pair + 3)
    // The usual case, and the shortest cycle: each beat the other.
    if (firstWon > 0 && secondWon > 0) return false
    if (firstWon > 0) bounds.push({ from: a, to: b, most: -1 })
    if (secondWon > 0) bounds.push({ from: b, to: a, most: -1 })
    if (tied > 0) bounds.push({ from: a, to: b, most: 1 }, { from: b, to: a, most: 1 })
  }
  const score = new Float64Array(pairs.contestants)
  for (let round = 0; round <= pairs.contestants; round++) {
    let changed = false
    for (const { from, to, most } of bounds) {
      const limit = (score[from] ?? 0) + most
      if ((score[to] ?? 0) <= limit) continue
      score[to] = limit
      changed = true
    }
    if (!changed) return true
  }
  return false
}
