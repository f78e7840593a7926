/** Golden numbers of agreement coefficients, rank correlations, spans, texts and the bootstrap. */
import type { Span } from "@loam/schema"
import { expect } from "vitest"
import {
  answerPatterns,
  bleu,
  bootstrap,
  brennanPrediger,
  classification,
  cohenKappa,
  disorder,
  encodeBy,
  fleissKappa,
  gleu,
  gwetAC,
  itemPatterns,
  kendallTauB,
  kendallW,
  krippendorffAlpha,
  masi,
  mulberry32,
  ndcg,
  pairTable,
  patternsFromCounts,
  percentAgreement,
  rougeL,
  rougeN,
  type SpanMatch,
  spanF1,
  spanMajority,
  spearman,
  tabulate,
} from "../../index.ts"
import { pairablePatterns } from "../../table/patterns.ts"
import { type Checks, codedUnits, golden, near } from "./support.ts"

const codings = () => codedUnits(golden.codings_units_by_rater as (number | null)[][], [1, 2, 3, 4, 5])

const SCALES = ["nominal", "ordinal", "interval", "ratio"] as const

const spans = (rows: readonly (readonly unknown[])[]): Span[] =>
  rows.map(([start, end, label]) => ({ start: Number(start), end: Number(end), label: String(label) }))

function checkFleiss({
  table,
  kappa_P_Pe: [kappa = 0, percent = 0],
}: {
  table: number[][]
  kappa_P_Pe: number[]
}) {
  const patterns = patternsFromCounts(
    (table[0] ?? []).map((_, at) => at),
    table.map((counts) => ({ counts })),
  )
  near(fleissKappa(patterns).value, kappa)
  near(percentAgreement(patterns).value, percent)
}

function cohenOf<C extends string | number>(a: readonly C[], b: readonly C[]) {
  return pairTable(codedUnits(a.map((value, at) => [value, b[at] ?? null])), 0, 1)
}

export const agreementChecks: Checks = {
  codings_units_by_rater: () => expect(codings().value).toHaveLength(41),
  krippendorff: () => {
    for (const scale of SCALES) {
      const [alpha = 0, observed = 0, expected = 0] = golden.krippendorff[scale]
      const result = krippendorffAlpha(answerPatterns(codings()), scale)
      near(result.value, alpha)
      near(result.observed, observed)
      near(result.expected, expected)
    }
  },
  krippendorff_wikipedia: () => {
    const coded = codedUnits(golden.krippendorff_wikipedia.units as (number | null)[][])
    for (const scale of SCALES) {
      near(krippendorffAlpha(answerPatterns(coded), scale).value, golden.krippendorff_wikipedia[scale])
    }
  },
  krippendorff_small: () => {
    const alpha = (units: (string | number)[][], scale: (typeof SCALES)[number]) =>
      krippendorffAlpha(answerPatterns(codedUnits(units)), scale)
    const small = golden.krippendorff_small
    near(
      alpha(
        [
          [1, 2],
          [2, 4],
        ],
        "ratio",
      ).value,
      small.ratio_12_24,
    )
    near(
      alpha(
        [
          [1, 2],
          [2, 3],
          [3, 4],
        ],
        "interval",
      ).value,
      small.interval_12_23_34,
    )
    near(
      alpha(
        [
          ["a", "b"],
          ["a", "b"],
        ],
        "nominal",
      ).value,
      small.nominal_opposed,
    )
    expect(
      alpha(
        [
          [1, 1],
          [1, 1],
        ],
        "nominal",
      ),
    ).toMatchObject({ value: small.nominal_all_same, note: "no_variation" })
  },
  krippendorff_masi: () => {
    const units = [
      ["ab", "ab"],
      ["a", "ab"],
      ["c", "ab"],
      ["c", "c"],
    ]
    const rows = units.flatMap((unit, item) =>
      unit.map((set, rater) => ({ item: `${item}`, rater: `${rater}`, value: [...set] })),
    )
    const coded = encodeBy(tabulate(rows), (set) => [...set].sort().join(" "))
    const [alpha = 0, observed = 0, expected = 0] = golden.krippendorff_masi
    const result = krippendorffAlpha(answerPatterns(coded), masi)
    near(result.value, alpha)
    near(result.observed, observed)
    near(result.expected, expected)
  },
  multi_rater: () => {
    const patterns = answerPatterns(codings())
    near(percentAgreement(patterns).value, golden.multi_rater.pa)
    near(fleissKappa(patterns).value, golden.multi_rater.fleiss)
    near(gwetAC(patterns).value, golden.multi_rater.ac1)
    near(brennanPrediger(patterns).value, golden.multi_rater.brennan_prediger)
  },
  percent_agreement_mean_pooled: () => {
    const [byItem = 0, byPair = 0] = golden.percent_agreement_mean_pooled
    near(percentAgreement(answerPatterns(codings())).value, byItem)
    near(percentAgreement(answerPatterns(codings()), { average: "pairs" }).value, byPair)
  },
  gwet_weighted_codings: () => {
    for (const weights of ["identity", "linear", "quadratic", "ordinal"] as const) {
      near(gwetAC(answerPatterns(codings()), { weights }).value, golden.gwet_weighted_codings[weights].coef)
    }
  },
  cohen: () => {
    const table = cohenOf(golden.cohen.a, golden.cohen.b)
    near(cohenKappa(table).value, golden.cohen.unweighted)
    near(cohenKappa(table, { weights: "linear" }).value, golden.cohen.linear)
    near(cohenKappa(table, { weights: "quadratic" }).value, golden.cohen.quadratic)
  },
  cohen_2x2: () => {
    const counts = Float64Array.of(20, 5, 10, 15)
    near(cohenKappa({ categories: ["y", "n"], counts }).value, golden.cohen_2x2)
  },
  fleiss_wikipedia: () => checkFleiss(golden.fleiss_wikipedia),
  fleiss_psychiatric: () => checkFleiss(golden.fleiss_psychiatric),
  kendall_tau_b: () => {
    near(kendallTauB(golden.kendall_tau_b.x, golden.kendall_tau_b.y).value, golden.kendall_tau_b.tau)
    near(kendallTauB([1, 2, 2, 4], [1, 3, 2, 3]).value, golden.kendall_tau_b.ties)
  },
  spearman: () => near(spearman(golden.kendall_tau_b.x, golden.kendall_tau_b.y).value, golden.spearman),
  kendall_w: () => {
    const { m, W_chi2, ties } = golden.kendall_w
    const plain = kendallW(m)
    near(plain.value, W_chi2[0] ?? 0)
    near(plain.chi_square, W_chi2[1] ?? 0)
    const tied = kendallW([
      [1, 2, 2, 4],
      [1, 2, 3, 3],
      [1, 1, 3, 4],
    ])
    near(tied.value, ties[0] ?? 0)
    near(tied.chi_square, ties[1] ?? 0)
  },
  span_f1: () => {
    const [a, b] = [spans(golden.span_f1.A), spans(golden.span_f1.B)]
    const keys: readonly (readonly [SpanMatch, readonly number[]])[] = [
      ["exact", golden.span_f1.exact],
      ["offset", golden.span_f1.char],
      ["partial", golden.span_f1.partial],
    ]
    for (const [match, [precision = 0, recall = 0, f1 = 0]] of keys) {
      const scores = spanF1(a, b, match)
      near(scores.precision, precision)
      near(scores.recall, recall)
      near(scores.f1, f1)
    }
  },
  span_char_majority: () => {
    const { annotators, out } = golden.span_char_majority
    expect(spanMajority(annotators.map(spans))).toEqual(spans(out))
  },
  gamma_two: () => {
    const answers = [spans(golden.gamma_two.A), spans(golden.gamma_two.B)]
    const [total = 0, wanted = 0] = golden.gamma_two.best_sum_and_disorder
    near(disorder(answers), wanted)
    near((disorder(answers) ?? 0) * 2.5, total)
  },
  pygamma_three_people: () => {
    const { annotators, best_disorder } = golden.pygamma_three_people
    near(disorder(Object.values(annotators).map((rows) => spans(rows))), best_disorder)
  },
  mulberry32_seed42_first5: () => {
    const random = mulberry32(42)
    for (const wanted of golden.mulberry32_seed42_first5) near(random(), wanted, 1e-12)
  },
  bootstrap_alpha_nominal: () => {
    const patterns = pairablePatterns(itemPatterns(codings()))
    const statistic = (weights: Float64Array) => krippendorffAlpha({ ...patterns, weight: weights })
    const interval = bootstrap(patterns.weight, statistic, { random: mulberry32(42) })
    const wanted = golden.bootstrap_alpha_nominal
    near(interval?.low, wanted.lo)
    near(interval?.high, wanted.hi)
    near(interval?.mean, wanted.mean)
    expect(interval?.undefined_draws).toBe(1000 - wanted.n)
    const built = krippendorffAlpha(patterns, "nominal", { bootstrap: { random: mulberry32(42) } })
    expect(built.interval).toEqual(interval)
  },
  text: () => {
    const { hyp, ref } = golden.text
    near(gleu(hyp, ref), golden.text.gleu)
    near(bleu(hyp, ref), golden.text.bleu)
    near(rougeN(hyp, ref, 1), golden.text.rouge1)
    near(rougeN(hyp, ref, 2), golden.text.rouge2)
    near(rougeL(hyp, ref), golden.text.rougeL)
  },
  ndcg_linear: () => near(ndcg(golden.ndcg_linear.order_given).value, golden.ndcg_linear.ndcg),
  macro: () => {
    const { y_true, y_pred, accuracy, precision, recall, f1, confusion } = golden.macro
    const scores = classification(y_true, y_pred, ["a", "b", "c"])
    near(scores.accuracy.value, accuracy)
    near(scores.macro?.precision, precision)
    near(scores.macro?.recall, recall)
    near(scores.macro?.f1, f1)
    expect(scores.confusion).toEqual(confusion)
  },
}
