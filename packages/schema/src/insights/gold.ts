/** Gold: what the answers were unified to, compared with right answers that came with the records. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { limits } from "../limits.ts"
import { admin } from "../permissions.ts"
import { jsonObject } from "../scalars.ts"
import { askedQuestion, asksQuestion } from "./asking.ts"
import { share } from "./measured.ts"

const goldQuery = z.object({
  ...asksQuestion,
  /** The suggested one of the question's type, unless told. */
  policy: z.string().optional(),
  /** Where right answers stand: `metadata.key`, `suggestion` or `suggestion:agent`; for label and rating questions. */
  gold: z.string(),
})
export type GoldQuery = z.infer<typeof goldQuery>

export const goldResult = z.object({
  question: askedQuestion,
  policy: jsonObject,
  records: z.int(),
  resolved: z.int(),
  /** Records with a right answer; of them, those on which the policy abstained count as wrong. */
  with_gold: z.int(),
  abstained: z.int(),
  accuracy: share,
})
export type GoldResult = z.infer<typeof goldResult>

export const goldEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/gold",
  status: 200,
  allow: admin("dataset"),
  query: goldQuery,
  response: goldResult,
  summary: "How often the unified answers are the right ones, with an interval",
})

export const goldTableEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/datasets/{dataset_id}/gold",
  reads: true,
  status: 200,
  allow: admin("dataset"),
  body: goldQuery.omit({ gold: true }).extend({
    /** By ids or external ids of records. */
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .refine((values) => Object.keys(values).length <= limits.insights.gold, {
        message: `at most ${limits.insights.gold} right answers`,
      }),
  }),
  response: goldResult,
  summary: "The same with right answers that come with the request, such as a column of a file",
})
