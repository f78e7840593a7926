/** From ranks to pairs: which better answer is set against which worse one. */
import { hashFraction } from "../../hash/hash.ts"

export type PairStrategy = "all" | "best-vs-each" | "adjacent" | "best-vs-worst" | "best-vs-random"

export interface PairOptions {
  readonly strategy?: PairStrategy | undefined
  /** Pairs whose ranks lie closer are left out. */
  readonly min_gap?: number | undefined
  /** At most so many a ranking, the widest gaps first. */
  readonly max_per_prompt?: number | undefined
  readonly seed?: string | undefined
}

export interface Pair {
  /** Index of the better one. */
  readonly chosen: number
  readonly rejected: number
  readonly gap: number
}

/** Every pair with a better and a worse side, by falling quality of the better one; ties give none. */
export function pairsFromRanks(ranks: readonly (number | undefined)[]): Pair[] {
  const [first, second] = ranks
  // Two answers are by far the most frequent case, and need no sorting.
  if (ranks.length === 2 && first !== undefined && second !== undefined) {
    if (first === second) return []
    const chosen = first < second ? 0 : 1
    return [{ chosen, rejected: 1 - chosen, gap: Math.abs(second - first) }]
  }
  const order = ranks
    .flatMap((rank, index) => (rank === undefined ? [] : [{ rank, index }]))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
  return order.flatMap((better, at) =>
    order
      .slice(at + 1)
      .filter((worse) => worse.rank > better.rank)
      .map((worse) => ({ chosen: better.index, rejected: worse.index, gap: worse.rank - better.rank })),
  )
}

function chosenBy(
  strategy: PairStrategy,
  pairs: readonly Pair[],
  ranks: readonly (number | undefined)[],
  draw: () => number,
): Pair[] {
  const best = pairs[0]?.chosen
  const ofBest = pairs.filter(({ chosen }) => chosen === best)
  switch (strategy) {
    case "all":
      return [...pairs]
    case "best-vs-each":
      return ofBest
    case "best-vs-worst":
      return ofBest.slice(-1)
    case "best-vs-random":
      return ofBest.slice(Math.floor(draw() * ofBest.length)).slice(0, 1)
    case "adjacent": {
      const levels = [...new Set(ranks.filter((rank) => rank !== undefined))].sort((a, b) => a - b)
      const next = new Map(levels.map((level, index) => [level, levels[index + 1]]))
      return pairs.filter(({ chosen, rejected }) => ranks[rejected] === next.get(ranks[chosen] ?? 0))
    }
  }
}

/** The pairs of one ranking under the options; `key` makes the random strategy repeatable. */
export function selectPairs(
  ranks: readonly (number | undefined)[],
  options: PairOptions,
  key: string,
): Pair[] {
  const { strategy = "all", min_gap = 0, max_per_prompt, seed = "" } = options
  const pairs = pairsFromRanks(ranks).filter(({ gap }) => gap >= min_gap)
  const selected = chosenBy(strategy, pairs, ranks, () => hashFraction(`${seed}:${key}`))
  if (max_per_prompt === undefined || selected.length <= max_per_prompt) return selected
  return [...selected].sort((a, b) => b.gap - a.gap).slice(0, max_per_prompt)
}
