/** Leaderboard: models from side-by-side answers, by Bradley–Terry strengths. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { askedQuestion, asksQuestion, resampling } from "./asking.ts"
import { measureReason } from "./measured.ts"

const leaderboardQuery = z.object({
  ...asksQuestion,
  /**
   * Where the name of the model behind an option stands, repeatable: `left=metadata.model_left`. Rankings may leave it
   * out: their options are the models then.
   */
  model: z.array(z.string()).optional(),
  /** Options that say that all are equally good, repeatable. */
  tie: z.array(z.string()).optional(),
  /** How ties count: by a model of how likely they are, or half a win for both. */
  ties: z.enum(["davidson", "rao_kupper", "half"]).default("davidson"),
  /** What is resampled: people (their answers hang together), or single comparisons. */
  resample: z.enum(["voter", "comparison"]).default("voter"),
  ...resampling,
})
export type LeaderboardQuery = z.infer<typeof leaderboardQuery>

const range = z.object({ low: z.number(), high: z.number() })

const leaderboardRow = z.object({
  contestant: z.string(),
  wins: z.number(),
  losses: z.number(),
  ties: z.number(),
  win_rate: z.number().nullable(),
  /** ln strength, mean 0; and with the odds of chess, mean 1,000. */
  strength: z.number(),
  standard_error: z.number().nullable(),
  /** Of all strengths. */
  share: z.number(),
  elo: z.number(),
  rank: z.number(),
  elo_interval: range.nullable(),
  rank_interval: range.nullable(),
})

export const leaderboard = z.object({
  question: askedQuestion,
  /** Best first; none when there is a `reason`. */
  rows: z.array(leaderboardRow),
  reason: measureReason.nullable(),
  note: measureReason.nullable(),
  /** The fitted parameter of ties. */
  tie: z.number().nullable(),
  comparisons: z.int(),
  voters: z.int(),
  /** Answers that compare no two models: another option, or no names in the metadata. */
  left_out: z.int(),
  /** Models by component, where the comparisons do not link them all. */
  components: z.array(z.array(z.string())),
})
export type LeaderboardPage = z.infer<typeof leaderboard>

export const leaderboardEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/leaderboard",
  status: 200,
  allow: admin("dataset"),
  query: leaderboardQuery,
  response: leaderboard,
  summary: "Strengths of models from comparisons, with ranks and intervals",
})
