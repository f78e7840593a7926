/** Policies that turn several answers into one, by question type, as clients send them. */
import { z } from "zod"
import type { QuestionTypeName } from "../questions/index.ts"

const share = z.number().min(0).max(1)
const tieRule = z.enum([
  "abstain",
  "keep_all",
  "option_order",
  "lowest",
  "highest",
  "first",
  "latest",
  "reliability",
  "suggestion",
  "seeded",
])
/**
 * People are named by their ids or usernames; gold answers by ids or external ids of records, or by `at`, where they
 * stand: `metadata.key`, `suggestion` or `suggestion:agent`.
 */
const weights = z.discriminatedUnion("from", [
  z.strictObject({
    from: z.literal("given"),
    values: z.record(z.string(), z.number().min(0)),
    otherwise: z.number().min(0).exactOptional(),
  }),
  z.strictObject({ from: z.enum(["wawa", "zero_based_skill"]) }),
  z
    .strictObject({
      from: z.literal("gold"),
      gold: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
      at: z.string().exactOptional(),
    })
    .refine(({ gold, at }) => (gold === undefined) !== (at === undefined), {
      message: "right answers are given as 'gold', or by 'at', where they stand",
    }),
])

/** What every policy takes: ties, limits, weights. */
const common = {
  tie: z.array(tieRule).exactOptional(),
  min_answers: z.int().min(1).exactOptional(),
  min_confidence: share.exactOptional(),
  seed: z.int().min(0).exactOptional(),
  weights: weights.exactOptional(),
}
const policy = <const Names extends readonly [string, ...string[]], Shape extends z.ZodRawShape>(
  names: Names,
  shape: Shape,
) => z.strictObject({ name: z.enum(names), ...common, ...shape })
const argilla = <const Names extends readonly [string, ...string[]]>(strategies: Names) =>
  policy(["argilla"], { strategy: z.enum(strategies) })
/** The first of these people who answered, else what `otherwise` decides. */
const person = <Otherwise extends z.ZodType>(otherwise: Otherwise) =>
  policy(["person"], { raters: z.array(z.string()), otherwise: z.exactOptional(otherwise) })

const any = [policy(["keep_all", "first", "latest"], {})] as const
const smoothing = z.number().min(0).exactOptional()
const models = [
  policy(["dawid_skene"], { smoothing, diagonal: z.number().min(0).exactOptional() }),
  policy(["one_coin"], { smoothing }),
  policy(["mace"], { variant: z.enum(["variational", "em"]).exactOptional() }),
] as const
const votes = [
  policy(["majority"], { min_margin: share.exactOptional() }),
  policy(["weighted_majority"], { min_margin: share.exactOptional(), log_odds: z.boolean().exactOptional() }),
] as const
const round = z.enum(["none", "nearest"]).exactOptional()
const selecting = argilla(["majority", "majority_weighted", "disagreement"])

const text = [...any, policy(["majority", "medoid"], {}), argilla(["disagreement"])] as const
const label = [...any, ...votes, ...models, selecting] as const
const multiLabel = [
  ...any,
  policy(["majority", "weighted_majority"], { share: share.exactOptional() }),
  policy(["exact_majority", "union", "intersection"], {}),
  ...models,
  selecting,
] as const
const rating = [
  ...any,
  policy(["mean"], { round }),
  policy(["median"], { side: z.enum(["lower", "upper", "mid"]).exactOptional(), round }),
  policy(["trimmed_mean"], { share: share.exactOptional(), round }),
  policy(["min", "max"], {}),
  ...votes,
  ...models,
  argilla(["mean", "majority", "max", "min"]),
] as const
const ranking = [
  ...any,
  policy(["borda", "mean_rank", "bradley_terry", "plackett_luce", "kemeny", "majority"], {}),
  argilla(["mean", "majority", "max", "min"]),
] as const
const span = [...any, policy(["majority", "exact_majority"], { share: share.exactOptional() })] as const

/** `person` is every type's; what it falls back on is another policy than itself. */
export const policies = {
  text: z.discriminatedUnion("name", [...text, person(z.discriminatedUnion("name", text))]),
  label_selection: z.discriminatedUnion("name", [...label, person(z.discriminatedUnion("name", label))]),
  multi_label_selection: z.discriminatedUnion("name", [
    ...multiLabel,
    person(z.discriminatedUnion("name", multiLabel)),
  ]),
  rating: z.discriminatedUnion("name", [...rating, person(z.discriminatedUnion("name", rating))]),
  ranking: z.discriminatedUnion("name", [...ranking, person(z.discriminatedUnion("name", ranking))]),
  span: z.discriminatedUnion("name", [...span, person(z.discriminatedUnion("name", span))]),
} as const satisfies { readonly [Type in QuestionTypeName]: z.ZodType }

export type Policies = { readonly [Type in QuestionTypeName]: z.infer<(typeof policies)[Type]> }
