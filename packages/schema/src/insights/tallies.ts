/** Tallies: how often each option was the answer, the suggestion and the consensus. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { jsonObject } from "../scalars.ts"
import { askedQuestion, asksQuestion } from "./asking.ts"

const talliesQuery = z.object({
  ...asksQuestion,
  /** The consensus that is counted; the usual one of the question's type unless told. See the consensus endpoint. */
  policy: z.string().optional(),
})
export type TalliesQuery = z.infer<typeof talliesQuery>

export const tallies = z.object({
  question: askedQuestion,
  /** What is counted: the option chosen, ranked first, or marked with; for texts their length in words. */
  of: z.enum(["option", "first_place", "mark", "words"]),
  records: z.int(),
  /** Records with a counting answer, and how many such answers. */
  answered: z.int(),
  answers: z.int(),
  suggestions: z.int(),
  /** Null where it is not worked out: texts, and questions with too many answers. */
  consensus: z.object({ policy: jsonObject, resolved: z.int(), abstained: z.int() }).nullable(),
  /** In the order of the question's options. */
  items: z.array(
    z.object({ option: z.string(), answers: z.int(), suggestions: z.int(), consensus: z.int().nullable() }),
  ),
  /** How often each item was an answer, in their order, on each day (UTC) on which people answered. */
  days: z.array(z.object({ day: z.string(), counts: z.array(z.int()) })),
})
export type Tallies = z.infer<typeof tallies>

export const talliesEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/tallies",
  status: 200,
  allow: admin("dataset"),
  query: talliesQuery,
  response: tallies,
  summary: "How often each option was the answer, the suggestion and the consensus",
})
