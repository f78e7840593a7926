/** The policies that make one answer of several, as the page offers them; parameters are given on the command line. */
import type { Policies, QuestionTypeName } from "@loam/schema"

type PolicyName = Policies[QuestionTypeName]["name"]
/** Those that need nothing more said. */
type Plain = Exclude<PolicyName, "argilla" | "person">

export const policyNames: Readonly<Record<Plain, string>> = {
  majority: "Majority",
  weighted_majority: "Weighted majority",
  exact_majority: "Majority, exactly alike",
  dawid_skene: "Dawid–Skene",
  one_coin: "One accuracy a person",
  mace: "MACE",
  medoid: "The text most like the others",
  union: "All labels anybody gave",
  intersection: "Labels everybody gave",
  mean: "Mean",
  median: "Median",
  trimmed_mean: "Mean without the extremes",
  min: "Lowest",
  max: "Highest",
  borda: "Borda count",
  mean_rank: "Mean rank",
  bradley_terry: "Bradley–Terry",
  plackett_luce: "Plackett–Luce",
  kemeny: "Kemeny",
  first: "The first answer",
  latest: "The latest answer",
  keep_all: "Keep all answers",
}

const always = ["first", "latest", "keep_all"] as const
const models = ["dawid_skene", "one_coin", "mace"] as const

/** In the order in which they are offered. */
export const policiesOf = {
  text: ["medoid", "majority", ...always],
  label_selection: ["majority", "weighted_majority", ...models, ...always],
  multi_label_selection: [
    "majority",
    "weighted_majority",
    "exact_majority",
    "union",
    "intersection",
    ...models,
    ...always,
  ],
  rating: [
    "mean",
    "median",
    "trimmed_mean",
    "min",
    "max",
    "majority",
    "weighted_majority",
    ...models,
    ...always,
  ],
  ranking: ["borda", "mean_rank", "bradley_terry", "plackett_luce", "kemeny", "majority", ...always],
  span: ["majority", "exact_majority", ...always],
} as const satisfies { readonly [Type in QuestionTypeName]: readonly (Policies[Type]["name"] & Plain)[] }
