/** Borda count: an option scores the options it was ranked above, ties half. */
import type { RankRow } from "./rank-rows.ts"

export interface Borda {
  /** Σ of options strictly below + half of those tied, over the rankings. */
  readonly score: Float64Array
  /** Comparisons each option took part in: for partial rankings compare score / compared. */
  readonly compared: Float64Array
}

/** Only options a ranking shows take part in it. `weights[row]` ≥ 0, 1 unless given. */
export function borda(rows: readonly RankRow[], options: number, weights?: ArrayLike<number>): Borda {
  const score = new Float64Array(options)
  const compared = new Float64Array(options)
  rows.forEach((ranks, row) => {
    const weight = weights ? (weights[row] ?? 0) : 1
    ranks.forEach((rank, option) => {
      if (rank === null) return
      ranks.forEach((other, rival) => {
        if (other === null || rival === option) return
        compared[option] = (compared[option] ?? 0) + weight
        score[option] = (score[option] ?? 0) + weight * pointsFor(rank, other)
      })
    })
  })
  return { score, compared }
}

function pointsFor(rank: number, other: number): number {
  if (rank === other) return 0.5
  return rank < other ? 1 : 0
}
