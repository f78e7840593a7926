/** Plackett–Luce strengths from whole or partial rankings: each place is a choice among what is left. */
import { mean, sum } from "../math/summary.ts"
import type { Reason } from "../measure.ts"
import { type Link, strongComponents } from "./components.ts"
import { type RankRow, tieGroups } from "./rank-rows.ts"

export interface PlackettLuceOptions {
  /** Weight per ranking, 1 unless given. */
  readonly weights?: ArrayLike<number>
  /** Virtual pairwise wins and losses against an opponent of fixed strength; `auto`: 0.1 where needed, else none. */
  readonly anchor?: number | "auto"
  readonly maxIterations?: number
  /** Largest change of ln strength at which to stop; 1e-10 unless told. */
  readonly tolerance?: number
}

export interface PlackettLuce {
  /** Natural logarithm of strength per option, mean 0. */
  readonly strength: Float64Array
  readonly iterations: number
  readonly note: Reason | null
}

export type PlackettLuceResult =
  | PlackettLuce
  | { readonly strength: null; readonly reason: "no_ratings" | "not_connected" }

/**
 * Maximum likelihood by the MM algorithm of Hunter 2004. A tied group counts each of its members as chosen from all
 * that were left (Breslow's approximation), exact when there are no ties. Options nobody ranked stay at the mean, by
 * the prior.
 */
export function plackettLuce(
  rows: readonly RankRow[],
  options: number,
  settings: PlackettLuceOptions = {},
): PlackettLuceResult {
  const { maxIterations = 10_000, tolerance = 1e-10 } = settings
  const rankings = rows.map((ranks, row) => ({
    groups: tieGroups(ranks),
    weight: settings.weights?.[row] ?? 1,
  }))
  const useful = rankings.filter(({ groups, weight }) => groups.length > 1 && weight > 0)
  if (useful.length === 0) return { strength: null, reason: "no_ratings" }
  const parts = strongComponents(options, linksOf(useful)).length
  const asked = settings.anchor ?? "auto"
  const automatic = parts > 1 ? 0.1 : 0
  const anchor = asked === "auto" ? automatic : asked
  if (anchor === 0 && parts > 1) return { strength: null, reason: "not_connected" }
  const wins = winsOf(useful, options, anchor)
  let strength = new Float64Array(options).fill(1)
  let iterations = 0
  let change = Number.POSITIVE_INFINITY
  while (iterations < maxIterations && change >= tolerance) {
    iterations++
    const next = improve(useful, strength, wins, anchor)
    change = next.reduce(
      (most, value, at) => Math.max(most, Math.abs(Math.log(value / (strength[at] ?? 1)))),
      0,
    )
    strength = next
  }
  const log = strength.map(Math.log)
  const middle = mean(log) ?? 0
  return {
    strength: log.map((value) => value - middle),
    iterations,
    note: noteOf(change < tolerance, anchor),
  }
}

function noteOf(settled: boolean, anchor: number): Reason | null {
  if (!settled) return "not_converged"
  return anchor > 0 ? "regularised" : null
}

interface WeightedRanking {
  /** Groups of tied options, best first. */
  readonly groups: readonly (readonly number[])[]
  readonly weight: number
}

/** Everything chosen beats everything it was chosen from; tied options were chosen from each other as well. */
function linksOf(rankings: readonly WeightedRanking[]): Link[] {
  return rankings.flatMap(({ groups }) =>
    groups.slice(0, -1).flatMap((group, place) => {
      const offered = groups.slice(place).flat()
      return group.flatMap((winner) => offered.map((loser): Link => [winner, loser]))
    }),
  )
}

/** How often each option was chosen while something was left to choose from. */
function winsOf(rankings: readonly WeightedRanking[], options: number, anchor: number): Float64Array {
  const wins = new Float64Array(options).fill(anchor / 2)
  for (const { groups, weight } of rankings) {
    for (const group of groups.slice(0, -1)) {
      for (const option of group) wins[option] = (wins[option] ?? 0) + weight
    }
  }
  return wins
}

/** p_i ← wins_i / Σ over choices that offered i of 1 / Σ of the strengths offered. */
function improve(
  rankings: readonly WeightedRanking[],
  strength: Float64Array,
  wins: Float64Array,
  anchor: number,
): Float64Array<ArrayBuffer> {
  const offered = strength.map((own) => anchor / (own + 1))
  for (const { groups, weight } of rankings) {
    let left = sum(groups.flatMap((group) => group.map((option) => strength[option] ?? 0)))
    let burden = 0
    groups.forEach((group, place) => {
      if (place < groups.length - 1) burden += (weight * group.length) / left
      for (const option of group) {
        offered[option] = (offered[option] ?? 0) + burden
        left -= strength[option] ?? 0
      }
    })
  }
  const next = new Float64Array(strength.length)
  // Without a prior only ratios matter: a mean of 1 keeps them in range.
  let total = 0
  next.forEach((_, at) => {
    next[at] = (wins[at] ?? 0) / (offered[at] ?? 1)
    total += next[at] ?? 0
  })
  return anchor > 0 ? next : next.map((value) => (value * strength.length) / total)
}
