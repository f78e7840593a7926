/** What a reward model is charged for one pair: the number a margin column changes. */

/** −ln σ(chosen − rejected − margin), for scores of the chosen and the rejected answer (Touvron et al. 2023 for margins). */
export const rewardLoss = (chosen: number, rejected: number, margin = 0): number =>
  Math.log1p(Math.exp(-Math.abs(chosen - rejected - margin))) + Math.max(0, -(chosen - rejected - margin))
