/** NDCG: how well a shown order puts the best first. */
import { type Measure, ratio } from "../measure.ts"

/** Normalised discounted cumulative gain with linear gains; `gains` in the order shown. Reason when all gains are 0. */
export function ndcg(gains: readonly number[]): Measure {
  const ideal = discounted([...gains].sort((a, b) => b - a))
  return ratio(discounted(gains), ideal, "no_variation")
}

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0)

/** NDCG of an order of options against reference ranks (1 is best): the gain of rank r among n is n + 1 − r. */
export function ndcgOfRanks(reference: readonly number[], shown: readonly number[]): Measure {
  const gains = shown.map((option) => reference.length + 1 - (reference[option] ?? reference.length + 1))
  return ndcg(gains)
}
