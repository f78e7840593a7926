/** Golden numbers of majority, weights, Dawid–Skene, MACE, GLAD, reliability and uncertainty. */
import { expect } from "vitest"
import {
  accuracyAgainst,
  candidateProbability,
  candidateThreshold,
  consistency,
  dawidSkene,
  encode,
  expectedAccuracy,
  facilityLocation,
  firstLeaders,
  glad,
  kCentre,
  leaveOneOutAgreement,
  mace,
  meanKnown,
  oneCoin,
  rewardLoss,
  sharesOf,
  shrunkShare,
  tabulate,
  topicWords,
  uncertainty,
  voteShares,
  wawa,
  wilson,
} from "../../index.ts"
import { entropy } from "../../math/summary.ts"
import { type Checks, expectNamed, expectShares, golden, ITERATED, near, rowsOf, toy } from "./support.ts"

interface GoldenDawidSkene {
  readonly probs: Record<string, Record<string, number>>
  readonly priors: Record<string, number>
  readonly errors: Record<string, Record<string, Record<string, number>>>
  readonly loglik: number | null
}

function checkDawidSkene(
  wanted: GoldenDawidSkene,
  options: Parameters<typeof dawidSkene>[1],
  tolerance: number,
) {
  const coded = toy()
  const model = dawidSkene(coded, options)
  expectShares(coded, model.posterior, wanted.probs, tolerance)
  expectNamed(coded.categories, model.prior, wanted.priors, tolerance)
  for (const [rater, rows] of Object.entries(wanted.errors)) {
    for (const [truth, said] of Object.entries(rows)) {
      for (const [label, share] of Object.entries(said)) {
        const cell = (coded.raters.indexOf(rater) * 2 + coded.categories.indexOf(truth)) * 2
        near(model.confusion[cell + coded.categories.indexOf(label)], share, tolerance)
      }
    }
  }
  if (wanted.loglik === null) expect(model.logLikelihood).toBeNull()
  else near(model.logLikelihood, wanted.loglik, tolerance)
}

function checkMace(wanted: typeof golden.mace_vb_50, variant: "variational" | "em") {
  const coded = toy()
  const model = mace(coded, { variant })
  expectShares(coded, model.posterior, wanted.probs, 1e-9)
  expectNamed(coded.raters, model.competence, wanted.competence, 1e-9)
  expectNamed(coded.raters, model.know, wanted.know, 1e-9)
  expectNamed(coded.raters, model.guess, wanted.spam, 1e-9)
  near(model.logLikelihood, wanted.loglik, 1e-9)
  for (const [item, value] of Object.entries(wanted.entropy)) {
    const from = 2 * coded.items.indexOf(item)
    near(entropy(model.posterior.subarray(from, from + 2)), value, 1e-9)
  }
}

function checkUncertainty(wanted: readonly unknown[], options: Parameters<typeof uncertainty>[1]) {
  const coded = toy()
  const values = uncertainty(coded, options)
  // The golden entry is [{name: value}, mean].
  const [named, mean] = wanted as [Record<string, number>, number]
  expectNamed(options?.by === "rater" ? coded.raters : coded.items, values, named)
  near(meanKnown(values), mean)
}

const skills = () => {
  const known: Record<string, number> = { w1: 0.6, w2: 0.8, w3: 1, w4: 0.4, w5: 0.8 }
  return toy().raters.map((rater) => known[rater] ?? 0)
}

const euclid = (a: number, b: number) => {
  const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [
    golden.k_center_greedy.points[a],
    golden.k_center_greedy.points[b],
  ]
  return Math.hypot(ax - bx, ay - by)
}

export const consensusChecks: Checks = {
  toy_rows_task_worker_label: () => expect(toy().value).toHaveLength(24),
  majority: () => expectShares(toy(), voteShares(toy()).share, golden.majority as never),
  wawa: () => {
    const coded = toy()
    const { skill, shares } = wawa(coded)
    expectNamed(coded.raters, skill, golden.wawa.skills)
    expectShares(coded, shares.share, golden.wawa.probs as never)
    const labels = Array.from(firstLeaders(shares), (code) => coded.categories[code])
    expect(Object.fromEntries(coded.items.map((item, at) => [item, labels[at]]))).toEqual(golden.wawa.labels)
  },
  weighted_majority: () => {
    const { rows, weights, probs } = golden.weighted_majority
    const coded = encode(tabulate(rowsOf<number>(rows)))
    const own: Record<string, number> = weights
    expectShares(
      coded,
      voteShares(
        coded,
        coded.raters.map((rater) => own[rater] ?? 0),
      ).share,
      probs,
    )
  },
  dawid_skene_iter0: () =>
    checkDawidSkene(golden.dawid_skene_iter0, { smoothing: 0, maxIterations: 0 }, 1e-9),
  dawid_skene_iter1: () =>
    checkDawidSkene(golden.dawid_skene_iter1, { smoothing: 0, maxIterations: 1 }, 1e-9),
  dawid_skene_converged: () =>
    checkDawidSkene(
      golden.dawid_skene_converged,
      { smoothing: 0, maxIterations: 1000, tolerance: 1e-10 },
      1e-8,
    ),
  dawid_skene_smooth1_converged: () =>
    checkDawidSkene(
      golden.dawid_skene_smooth1_converged,
      { smoothing: 1, maxIterations: 10_000, tolerance: 1e-12 },
      ITERATED,
    ),
  one_coin_ds: () => {
    const coded = toy()
    const model = oneCoin(coded, { tolerance: 1e-12 })
    expectShares(coded, model.posterior, golden.one_coin_ds.probs, 1e-8)
    expectNamed(coded.raters, model.accuracy, golden.one_coin_ds.acc, 1e-8)
    expectNamed(coded.categories, model.prior, golden.one_coin_ds.priors, 1e-8)
  },
  mace_vb_50: () => checkMace(golden.mace_vb_50, "variational"),
  mace_em_50: () => checkMace(golden.mace_em_50, "em"),
  glad: () => {
    const coded = toy()
    expectShares(coded, glad(coded, { rounds: 0 }).posterior, golden.glad.first_e_step)
    const model = glad(coded, { rounds: 20_000, tolerance: 1e-13 })
    expectShares(coded, model.posterior, golden.glad.probs, ITERATED)
    expectNamed(coded.raters, model.ability, golden.glad.alpha, ITERATED)
    expectNamed(coded.items, model.logEasiness, golden.glad.log_beta, ITERATED)
  },
  glad_single_item_3v1: () => {
    const votes = ["g", "g", "g", "p"].map((value, at) => ({ item: "x", rater: `w${at}`, value }))
    const coded = encode(tabulate(votes), ["g", "p"])
    expectShares(coded, glad(coded, { rounds: 0 }).posterior, golden.glad_single_item_3v1)
  },
  leave_one_out_agreement: () =>
    expectNamed(toy().raters, sharesOf(leaveOneOutAgreement(toy())), golden.leave_one_out_agreement),
  ds_expected_accuracy: () => {
    const model = dawidSkene(toy(), { smoothing: 1, maxIterations: 10_000, tolerance: 1e-12 })
    expectNamed(toy().raters, expectedAccuracy(model), golden.ds_expected_accuracy, ITERATED)
  },
  consistency: () => {
    const coded = toy()
    const answer = firstLeaders(voteShares(coded))
    const values = consistency(coded, skills(), answer)
    const [named, mean] = golden.consistency as [Record<string, number>, number]
    expectNamed(coded.items, values, named)
    near(meanKnown(values), mean)
    near(sharesOf(accuracyAgainst(coded, answer))[0], 0.6)
  },
  uncertainty: () => checkUncertainty(golden.uncertainty, { skill: skills() }),
  uncertainty_plain: () => checkUncertainty(golden.uncertainty_plain, {}),
  uncertainty_worker: () => checkUncertainty(golden.uncertainty_worker, { by: "rater" }),
  wilson_8_of_10: () => {
    const { low, high } = wilson(8, 10)
    near(low, golden.wilson_8_of_10[0] ?? 0)
    near(high, golden.wilson_8_of_10[1] ?? 0)
  },
  beta_shrunk_8_of_10_prior_4_1: () => near(shrunkShare(8, 10), golden.beta_shrunk_8_of_10_prior_4_1),
  reward_loss: () => {
    const { chosen, rejected, no_margin, margin_06 } = golden.reward_loss
    near(rewardLoss(chosen, rejected), no_margin)
    near(rewardLoss(chosen, rejected, 0.6), margin_06)
  },
  lsh_prob: () => {
    for (const [similarity, wanted] of Object.entries(golden.lsh_prob)) {
      near(candidateProbability(Number(similarity), 14, 8), wanted)
    }
  },
  lsh_threshold_14x8: () => near(candidateThreshold(14, 8), golden.lsh_threshold_14x8),
  c_tf_idf: () => {
    const weights = topicWords(["cat cat dog", "dog fish fish fish"].map((text) => text.split(" ")))
    golden.c_tf_idf.w.forEach((wanted, group) => {
      for (const [word, weight] of Object.entries(wanted)) near(weights[group]?.get(word), weight)
    })
  },
  k_center_greedy: () => {
    const { picked, value } = kCentre(5, 3, euclid)
    expect(picked).toEqual(golden.k_center_greedy.picked)
    near(value, golden.k_center_greedy.radius)
  },
  facility_location_greedy: () => {
    const { picked, value } = facilityLocation(5, 2, (a, b) => 1 / (1 + euclid(a, b)))
    expect(picked).toEqual(golden.facility_location_greedy.picked)
    near(value, golden.facility_location_greedy.value)
  },
}
