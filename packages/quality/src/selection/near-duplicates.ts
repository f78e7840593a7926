/** What banded MinHash finds: how likely two texts of a given overlap become candidates for near-duplicates. */

/** P(candidate) = 1 − (1 − s^rows)^bands for Jaccard similarity s (Broder 1997; Leskovec et al., "Mining of Massive Datasets"). */
export const candidateProbability = (similarity: number, bands: number, rows: number): number =>
  1 - (1 - similarity ** rows) ** bands

/** The similarity at which the probability rises most steeply: (1 / bands)^(1 / rows). */
export const candidateThreshold = (bands: number, rows: number): number => (1 / bands) ** (1 / rows)
