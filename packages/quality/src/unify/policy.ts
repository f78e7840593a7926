/** The policies that turn several answers into one, by question type, as plain data that can be stored and repeated. */
import type { QuestionTypeName } from "@loam/schema"
import type { MedianSide } from "../math/summary.ts"

/**
 * What decides between answers that are equally good. Never chance:
 * `abstain` leaves the record open; `keep_all` keeps the tied answers as several values; `option_order` takes the first
 * in the question's option order; `lowest`, `highest` the smallest or largest rating (other types: first or last in
 * option order); `first`, `latest` the earliest or latest answer given; `reliability` the answers whose people weigh
 * more; `suggestion` the tied answer that was suggested; `seeded` a choice by hash of record and seed, which is the
 * same on every run.
 */
export type TieRule =
  | "abstain"
  | "keep_all"
  | "option_order"
  | "lowest"
  | "highest"
  | "first"
  | "latest"
  | "reliability"
  | "suggestion"
  | "seeded"

/** How much each person's answer counts. */
export type Weights =
  /** `values` by rater, ≥ 0; raters not named get `otherwise` (1 unless told). */
  | { readonly from: "given"; readonly values: Readonly<Record<string, number>>; readonly otherwise?: number }
  /** Agreement with the majority over all records (label and rating questions). */
  | { readonly from: "wawa" | "zero_based_skill" }
  /**
   * Accuracy on gold, shrunk towards 4 of 5; `gold` is the right answer by record id (label and rating questions).
   * Whoever reads it from elsewhere may note in `at` where it stood.
   */
  | {
      readonly from: "gold"
      readonly gold?: Readonly<Record<string, string | number>>
      readonly at?: string
    }

export interface CommonParams {
  /** Tried in turn until one answer is left; an undecided tie abstains. Default: abstain at once. */
  readonly tie?: readonly TieRule[]
  /** Fewer answers than this abstain; 1 unless told. */
  readonly min_answers?: number
  /** Results with less confidence (or none known) abstain; no limit unless told. */
  readonly min_confidence?: number
  /** For the rule `seeded`; 0 unless told. */
  readonly seed?: number
  /** For weighted policies, averages and the rule `reliability`; everybody counts 1 unless told. */
  readonly weights?: Weights
}

/** Policies every question type has. */
export type AnyTypePolicy<T extends QuestionTypeName> = CommonParams &
  (
    | { readonly name: "keep_all" }
    | { readonly name: "first" | "latest" }
    /** The first of these people who answered; else what `otherwise` decides (ties and limits stay these), or abstain. */
    | { readonly name: "person"; readonly raters: readonly string[]; readonly otherwise?: PolicyOf[T] }
  )

/** A question type's policies without those every type has. */
export type OwnPolicy<P> = Exclude<P, { readonly name: "keep_all" | "first" | "latest" | "person" }>

/** Models of people and truth, fitted to all records of the question. */
export type ModelPolicy =
  /** Pseudo-counts as in `dawidSkene`: 1/K and 0 unless told. */
  | { readonly name: "dawid_skene"; readonly smoothing?: number; readonly diagonal?: number }
  | { readonly name: "one_coin"; readonly smoothing?: number }
  | { readonly name: "mace"; readonly variant?: "variational" | "em" }

/** Argilla's strategy of that name. Ties, which it drew at random, go by `tie` (default `option_order`). */
interface ArgillaPolicy<Strategy extends string> {
  readonly name: "argilla"
  readonly strategy: Strategy
}

export type TextPolicy =
  | AnyTypePolicy<"text">
  | (CommonParams & ({ readonly name: "majority" | "medoid" } | ArgillaPolicy<"disagreement">))

export type LabelPolicy =
  | AnyTypePolicy<"label_selection">
  | (CommonParams &
      /** The most votes. `min_margin`: least lead over the second, as a share of the votes. */
      (
        | { readonly name: "majority"; readonly min_margin?: number }
        /** `log_odds`: weights are accuracies, turned into ln(a (K−1) / (1−a)); confidence is then a posterior. */
        | { readonly name: "weighted_majority"; readonly min_margin?: number; readonly log_odds?: boolean }
        | ModelPolicy
        | ArgillaPolicy<"majority" | "majority_weighted" | "disagreement">
      ))

export type MultiLabelPolicy =
  | AnyTypePolicy<"multi_label_selection">
  | (CommonParams &
      /** Every label chosen by more than `share` of the people (0.5 unless told), weighted or not. */
      (
        | { readonly name: "majority" | "weighted_majority"; readonly share?: number }
        /** The most frequent whole set. */
        | { readonly name: "exact_majority" }
        | { readonly name: "union" | "intersection" }
        /** Each label as a yes-or-no question of its own. */
        | ModelPolicy
        | ArgillaPolicy<"majority" | "majority_weighted" | "disagreement">
      ))

/** `nearest`: the closest option, the lower of two equally close; else the number as it comes. */
export type Rounding = "none" | "nearest"

export type RatingPolicy =
  | AnyTypePolicy<"rating">
  | (CommonParams &
      (
        | { readonly name: "mean"; readonly round?: Rounding }
        | { readonly name: "median"; readonly side?: MedianSide; readonly round?: Rounding }
        /** Mean without the lowest and highest floor(share · n) answers; 0.2 unless told. */
        | { readonly name: "trimmed_mean"; readonly share?: number; readonly round?: Rounding }
        | { readonly name: "min" | "max" }
        | { readonly name: "majority"; readonly min_margin?: number }
        | { readonly name: "weighted_majority"; readonly min_margin?: number; readonly log_odds?: boolean }
        | ModelPolicy
        | ArgillaPolicy<"mean" | "majority" | "max" | "min">
      ))

export type RankingPolicy =
  | AnyTypePolicy<"ranking">
  | (CommonParams &
      /** Orders that may tie options; ties stay ties. */
      (
        | { readonly name: "borda" | "mean_rank" | "bradley_terry" | "plackett_luce" }
        /** The order that keeps most stated preferences, up to 16 options; several such orders are a tie. */
        | { readonly name: "kemeny" }
        /** The most frequent whole order. */
        | { readonly name: "majority" }
        | ArgillaPolicy<"mean" | "majority" | "max" | "min">
      ))

export type SpanPolicy =
  | AnyTypePolicy<"span">
  | (CommonParams /** Stretches (`majority`) or whole spans (`exact_majority`) that more than `share` of the people marked. */ & {
      readonly name: "majority" | "exact_majority"
      readonly share?: number
    })

export interface PolicyOf {
  readonly text: TextPolicy
  readonly label_selection: LabelPolicy
  readonly multi_label_selection: MultiLabelPolicy
  readonly rating: RatingPolicy
  readonly ranking: RankingPolicy
  readonly span: SpanPolicy
}

export type OwnPolicyOf = { readonly [T in QuestionTypeName]: OwnPolicy<PolicyOf[T]> }

const ANY = ["keep_all", "person", "first", "latest"] as const
const MODELS = ["dawid_skene", "one_coin", "mace"] as const

/** The names of the policies by question type, the suggested one first. */
export const POLICIES: { readonly [T in QuestionTypeName]: readonly PolicyOf[T]["name"][] } = {
  text: ["keep_all", "majority", "medoid", "first", "latest", "person", "argilla"],
  label_selection: ["majority", "weighted_majority", ...MODELS, ...ANY, "argilla"],
  multi_label_selection: [
    "majority",
    "weighted_majority",
    "exact_majority",
    "union",
    "intersection",
    ...MODELS,
    ...ANY,
    "argilla",
  ],
  rating: [
    "mean",
    "median",
    "trimmed_mean",
    "min",
    "max",
    "majority",
    "weighted_majority",
    ...MODELS,
    ...ANY,
    "argilla",
  ],
  ranking: ["borda", "kemeny", "plackett_luce", "bradley_terry", "mean_rank", "majority", ...ANY, "argilla"],
  span: ["majority", "exact_majority", ...ANY],
}

/** Argilla's strategies by question type, its default first. It had none for spans. */
export const ARGILLA_STRATEGIES: { readonly [T in QuestionTypeName]: readonly string[] } = {
  text: ["disagreement"],
  label_selection: ["majority", "majority_weighted", "disagreement"],
  multi_label_selection: ["majority", "majority_weighted", "disagreement"],
  rating: ["mean", "majority", "max", "min"],
  ranking: ["majority", "mean", "max", "min"],
  span: [],
}

/** True for policies that look at all records before they can decide one. */
export function needsCorpus(policy: PolicyOf[QuestionTypeName]): boolean {
  if (policy.name === "person" && policy.otherwise) return needsCorpus(policy.otherwise)
  const learnt = policy.weights !== undefined && policy.weights.from !== "given"
  return learnt || MODELS.some((name) => name === policy.name)
}
