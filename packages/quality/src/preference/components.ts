/** Which contestants the wins link both ways: outside one such component strengths have no finite estimate. */
import type { PairCounts } from "./comparisons.ts"

/**
 * Strongly connected components of the graph "beat or tied": contestants in one component have each, directly or
 * through others, beaten one another. Strengths are finite exactly when there is one component (Ford 1957). Components
 * are lists of contestant numbers, in order of their smallest.
 */
export function components(pairs: PairCounts): number[][] {
  const beats: number[][] = Array.from({ length: pairs.contestants }, () => [])
  const loses: number[][] = Array.from({ length: pairs.contestants }, () => [])
  const link = (winner: number, loser: number) => {
    beats[winner]?.push(loser)
    loses[loser]?.push(winner)
  }
  pairs.first.forEach((a, pair) => {
    const b = pairs.second[pair] ?? 0
    const [firstWon = 0, secondWon = 0, tied = 0] = pairs.counts.subarray(3 * pair, 3 * pair + 3)
    if (firstWon + tied > 0) link(a, b)
    if (secondWon + tied > 0) link(b, a)
  })
  const found: number[][] = []
  const placed = new Set<number>()
  for (let start = 0; start < pairs.contestants; start++) {
    if (placed.has(start)) continue
    const below = reachable(start, beats)
    const component = [...reachable(start, loses)].filter((each) => below.has(each)).sort((a, b) => a - b)
    for (const each of component) placed.add(each)
    found.push(component)
  }
  return found
}

function reachable(start: number, links: readonly (readonly number[])[]): Set<number> {
  const seen = new Set([start])
  const open = [start]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of links[at] ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return seen
}
