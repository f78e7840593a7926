/** Consensus: one answer a record from those of several people, worked out anew each time and never stored over them. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { limits } from "../limits.ts"
import { admin } from "../permissions.ts"
import { id, integer, json, jsonObject } from "../scalars.ts"
import { askedQuestion, asksQuestion } from "./asking.ts"

const consensusQuery = z.object({
  ...asksQuestion,
  /** A name, or JSON with parameters: `{"name": "majority", "tie": ["suggestion", "abstain"]}`. */
  policy: z.string().optional(),
  /** Records after this one, in the order in which they were added. */
  after: id.optional(),
  limit: integer({ min: 1, max: limits.pageSize.max }).default(limits.pageSize.default),
})
export type ConsensusQuery = z.infer<typeof consensusQuery>

export const abstainReason = z.enum([
  "no_answers",
  "too_few_answers",
  "zero_weight",
  "tie",
  "margin_too_small",
  "confidence_too_low",
  "person_absent",
  "too_many_options",
])

export const consensusItem = z.object({
  record_id: id,
  external_id: z.string().nullable(),
  /** Null when the policy abstained, or kept several `values`. */
  value: json,
  values: z.array(json),
  status: z.enum(["resolved", "kept_all", "abstained"]),
  reason: abstainReason.nullable(),
  confidence: z.number().nullable(),
  /** Ids of the people whose answers were read, and of those who gave the result. */
  contributors: z.array(id),
  supporters: z.array(id),
  /** How much each contributor counted, in their order. */
  weights: z.array(z.number()),
  /** What was equally good, and the rule that settled it (null: none did). */
  tie: z.object({ values: z.array(json), rule: z.string().nullable() }).nullable(),
})
export type ConsensusItem = z.infer<typeof consensusItem>

export const consensusPage = z.object({
  question: askedQuestion,
  /** With every default filled in: the origin of the results. */
  policy: jsonObject,
  items: z.array(consensusItem),
  /** To be given as `after` for the next page; null at the end. */
  next: id.nullable(),
})
export type ConsensusPage = z.infer<typeof consensusPage>

export const consensusEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/consensus",
  status: 200,
  allow: admin("dataset"),
  query: consensusQuery,
  response: consensusPage,
  summary: "One answer a record by a named policy, with confidence, abstention and whose answers it rests on",
})
