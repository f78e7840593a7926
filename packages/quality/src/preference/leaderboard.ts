/** A leaderboard of models from side-by-side votes: strengths, intervals by resampling voters, and ranks with theirs. */
import type { BootstrapOptions } from "../bootstrap.ts"
import { drawMultinomial } from "../math/binomial.ts"
import { quantileOfSorted } from "../math/summary.ts"
import type { Reason } from "../measure.ts"
import {
  type BradleyTerry,
  type BradleyTerryOptions,
  bradleyTerry,
  eloScale,
  strengthShares,
} from "./bradley-terry.ts"
import { type Comparisons, type PairCounts, pairCells, pairCounts } from "./comparisons.ts"
import { ranksFromScores } from "./rank-rows.ts"

export interface LeaderboardOptions extends Omit<BradleyTerryOptions, "start" | "errors"> {
  /** Intervals by resampling; `by` voters (default: votes of one person hang together) or single comparisons. */
  readonly bootstrap?: BootstrapOptions & { readonly by?: "voter" | "comparison" }
}

export interface Range {
  readonly low: number
  readonly high: number
}

export interface LeaderboardRow {
  readonly contestant: string
  readonly wins: number
  readonly losses: number
  readonly ties: number
  /** (wins + ties / 2) / games; null without games. */
  readonly win_rate: number | null
  /** ln strength, mean 0; its standard error from the observed information. */
  readonly strength: number
  readonly standard_error: number | null
  /** Strength as a share of all, and on the scale 1,000 + 400 points for odds of 10 to 1. */
  readonly share: number
  readonly elo: number
  /** 1 is best; equal strengths share a rank. */
  readonly rank: number
  readonly elo_interval: Range | null
  readonly rank_interval: Range | null
}

export interface Leaderboard {
  /** Best first, equals in the order of `contestants`; null with a reason when there is nothing to rank. */
  readonly rows: readonly LeaderboardRow[] | null
  readonly reason?: Reason
  readonly note: Reason | null
  readonly tie: number | null
  readonly comparisons: number
  readonly voters: number
  /** Names by component, when the votes do not link everybody (see `not_connected`). */
  readonly components: readonly (readonly string[])[]
}

/** Bradley–Terry with ties (Davidson unless told) over all comparisons. See {@link bradleyTerry} for the options. */
export function leaderboard(comparisons: Comparisons, options: LeaderboardOptions = {}): Leaderboard {
  const counts = pairCounts(comparisons)
  const fit = bradleyTerry(counts, options)
  const size = { comparisons: comparisons.left.length, voters: comparisons.voters.length }
  if (fit.strength === null) {
    const named = fit.components.map((part) => part.map((at) => comparisons.contestants[at] ?? ""))
    return { rows: null, reason: fit.reason, note: null, tie: null, ...size, components: named }
  }
  const draws = options.bootstrap ? resample(comparisons, fit, options, options.bootstrap) : []
  const rows = rowsFor(comparisons, counts, fit, draws, options.bootstrap?.level ?? 0.95)
  return { rows, note: fit.note, tie: fit.tie, ...size, components: [] }
}

/** Strengths of every resample that has an estimate. */
function resample(
  comparisons: Comparisons,
  fit: BradleyTerry,
  options: LeaderboardOptions,
  { random, draws = 1000, by = "voter" }: NonNullable<LeaderboardOptions["bootstrap"]>,
): Float64Array[] {
  const { pairs, cell } = pairCells(comparisons)
  const unit = by === "voter" ? comparisons.voter : comparisons.left.map((_, row) => row)
  const ones = new Float64Array(by === "voter" ? comparisons.voters.length : cell.length).fill(1)
  const times = new Float64Array(ones.length)
  const counts = new Float64Array(3 * pairs.first.length)
  const strengths: Float64Array[] = []
  for (let draw = 0; draw < draws; draw++) {
    drawMultinomial(ones, random, times)
    counts.fill(0)
    cell.forEach((at, row) => {
      if (at >= 0) counts[at] = (counts[at] ?? 0) + (times[unit[row] ?? 0] ?? 0)
    })
    const again = bradleyTerry({ ...pairs, counts }, { ...options, start: fit, errors: false })
    if (again.strength !== null) strengths.push(again.strength)
  }
  return strengths
}

function rowsFor(
  comparisons: Comparisons,
  counts: PairCounts,
  fit: BradleyTerry,
  draws: readonly Float64Array[],
  level: number,
): LeaderboardRow[] {
  const shares = strengthShares(fit.strength)
  const ranks = ranksFromScores(fit.strength)
  const drawnRanks = draws.map((strength) => ranksFromScores(strength))
  const tally = tallies(counts)
  const rows = comparisons.contestants.map((contestant, at): LeaderboardRow => {
    const { wins, losses, ties } = tally[at] ?? { wins: 0, losses: 0, ties: 0 }
    const games = wins + losses + ties
    const strength = fit.strength[at] ?? 0
    return {
      contestant,
      wins,
      losses,
      ties,
      win_rate: games === 0 ? null : (wins + ties / 2) / games,
      strength,
      standard_error: fit.standardError?.[at] ?? null,
      share: shares[at] ?? 0,
      elo: eloScale(strength),
      rank: ranks[at] ?? 0,
      elo_interval: rangeOf(
        draws.map((drawn) => eloScale(drawn[at] ?? 0)),
        level,
      ),
      rank_interval: rangeOf(
        drawnRanks.map((drawn) => drawn[at] ?? 0),
        level,
      ),
    }
  })
  return rows.sort((a, b) => a.rank - b.rank)
}

function rangeOf(values: readonly number[], level: number): Range | null {
  const sorted = Float64Array.from(values).sort()
  const low = quantileOfSorted(sorted, (1 - level) / 2)
  const high = quantileOfSorted(sorted, (1 + level) / 2)
  return low === null || high === null ? null : { low, high }
}

/** Wins, losses and ties of every contestant. */
function tallies(pairs: PairCounts): { wins: number; losses: number; ties: number }[] {
  const tally = Array.from({ length: pairs.contestants }, () => ({ wins: 0, losses: 0, ties: 0 }))
  pairs.first.forEach((a, pair) => {
    const [one, other] = [tally[a], tally[pairs.second[pair] ?? 0]]
    const [won = 0, lost = 0, tied = 0] = pairs.counts.subarray(3 * pair, 3 * pair + 3)
    if (!one || !other) return
    one.wins += won
    one.losses += lost
    one.ties += tied
    other.wins += lost
    other.losses += won
    other.ties += tied
  })
  return tally
}
