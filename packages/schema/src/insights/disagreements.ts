/** Disagreements: the records people differ about most, with their answers side by side. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { recordStatus } from "../records.ts"
import { id, integer, json, timestamp } from "../scalars.ts"
import { askedQuestion, asksQuestion, person } from "./asking.ts"

const disagreementsQuery = z.object({
  ...asksQuestion,
  /** Only records that this person answered. */
  user_id: id.optional(),
  /** Only records to which this label was an answer, repeatable: all of them must have been. */
  label: z.array(z.string()).optional(),
  offset: integer({ min: 0 }).default(0),
  limit: integer({ min: 1, max: 100 }).default(20),
})
export type DisagreementsQuery = z.infer<typeof disagreementsQuery>

const disagreement = z.object({
  record_id: id,
  external_id: z.string().nullable(),
  status: recordStatus,
  /** The beginning of the record's first text. */
  excerpt: z.string(),
  /** 0: all say the same, 1: nobody says what another says. Mean distance of two answers, as in unify. */
  disagreement: z.number(),
  answers: z.array(z.object({ user: person, value: json, submitted_at: timestamp })),
  suggestion: z.object({ value: json, agent: z.string().nullable() }).nullable(),
})
export type Disagreement = z.infer<typeof disagreement>

export const disagreements = z.object({
  question: askedQuestion,
  /** Records with two or more answers that fit; those of them on which not all agree. */
  total: z.int(),
  disputed: z.int(),
  /** Most disputed first. */
  items: z.array(disagreement),
  /** Labels that stood against each other on the same record, most often first; of all records. */
  confusions: z.array(z.object({ labels: z.tuple([z.string(), z.string()]), records: z.int() })),
})
export type Disagreements = z.infer<typeof disagreements>

export const disagreementsEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/disagreements",
  status: 200,
  allow: admin("dataset"),
  query: disagreementsQuery,
  response: disagreements,
  summary: "Records by how much people differ about them, with all answers",
})
