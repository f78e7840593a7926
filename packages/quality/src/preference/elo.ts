/** Elo ratings: cheap live numbers that depend on the order of the games; for leaderboards use Bradley–Terry. */
import type { Random } from "../math/random.ts"
import { shuffled } from "../math/random.ts"
import type { Comparisons } from "./comparisons.ts"

export interface EloOptions {
  /** Largest step; 30 unless told. */
  readonly k?: number
  readonly initial?: number
  /** Points that make the odds 10 to 1; 400 unless told. */
  readonly scale?: number
}

/** Rating per contestant after playing the comparisons in their order; a tie is half a win. */
export function elo(comparisons: Comparisons, options: EloOptions = {}): Float64Array {
  return play(comparisons, [...comparisons.left.keys()], options)
}

/** Mean rating over `shuffles` random orders: what is left of Elo when the order means nothing. */
export function shuffledElo(
  comparisons: Comparisons,
  random: Random,
  shuffles = 100,
  options: EloOptions = {},
) {
  const order = [...comparisons.left.keys()]
  const total = new Float64Array(comparisons.contestants.length)
  for (let turn = 0; turn < shuffles; turn++) {
    play(comparisons, shuffled(order, random), options).forEach((rating, at) => {
      total[at] = (total[at] ?? 0) + rating / shuffles
    })
  }
  return total
}

function play(comparisons: Comparisons, order: readonly number[], options: EloOptions): Float64Array {
  const { k = 30, initial = 1000, scale = 400 } = options
  const rating = new Float64Array(comparisons.contestants.length).fill(initial)
  for (const row of order) {
    const left = comparisons.left[row] ?? 0
    const right = comparisons.right[row] ?? 0
    const expected = 1 / (1 + 10 ** (((rating[right] ?? 0) - (rating[left] ?? 0)) / scale))
    const step = k * (((comparisons.outcome[row] ?? 0) + 1) / 2 - expected)
    rating[left] = (rating[left] ?? 0) + step
    rating[right] = (rating[right] ?? 0) - step
  }
  return rating
}
