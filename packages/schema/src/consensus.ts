/** Stored consensus: what a policy made of the answers of a moment, in versions that are never written over the answers. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { askedQuestion, asksQuestion, person } from "./insights/asking.ts"
import { consensusItem } from "./insights/consensus.ts"
import { limits } from "./limits.ts"
import { admin } from "./permissions.ts"
import { id, integer, json, jsonObject, text, timestamp } from "./scalars.ts"

const consensusCreate = z.object({
  ...asksQuestion,
  /** As of the consensus endpoint; without one, that of the newest version (or the suggested one of the type). */
  policy: z.union([z.string(), jsonObject]).optional(),
})
export type ConsensusCreate = z.infer<typeof consensusCreate>

export const consensusVersion = z.object({
  id,
  dataset_id: id,
  question: askedQuestion,
  /** Counted from 1, question by question. */
  version: z.int(),
  /** `computing` until every record has its value; exports and records never see one that is not `ready`. */
  status: z.enum(["computing", "ready", "failed"]),
  /** The newest that is ready. */
  current: z.boolean(),
  /** Answers were given, changed or deleted since. */
  stale: z.boolean(),
  /** With every default filled in. */
  policy: jsonObject,
  seed: z.int(),
  loam_version: z.string(),
  /** The answers are those of this moment. */
  as_of: timestamp,
  /** Records done, and to do. */
  done: z.int(),
  total: z.int(),
  resolved: z.int(),
  kept_all: z.int(),
  abstained: z.int(),
  mean_confidence: z.number().nullable(),
  /** What the policy learnt each person's answers to be worth, best first; none where it learns nothing. */
  people: z.array(z.object({ user: person, weight: z.number() })),
  actor: person,
  job_id: z.string().nullable(),
  error: z.string().nullable(),
  inserted_at: timestamp,
  finished_at: timestamp.nullable(),
})
export type ConsensusVersion = z.infer<typeof consensusVersion>

const valuesQuery = z.object({
  ...asksQuestion,
  status: z.enum(["resolved", "kept_all", "abstained"]).optional(),
  /** Records after this one, in the order in which they were added. */
  after: id.optional(),
  limit: integer({ min: 1, max: limits.pageSize.max }).default(limits.pageSize.default),
})
export type ConsensusValuesQuery = z.infer<typeof valuesQuery>

const compareQuery = z.object({
  ...asksQuestion,
  /** The version compared with; the one before unless told. */
  with: integer({ min: 1 }).optional(),
  limit: integer({ min: 0, max: limits.consensus.changes }).default(20),
})
export type ConsensusCompareQuery = z.infer<typeof compareQuery>

const side = z
  .object({ value: json, values: z.array(json), status: z.string(), confidence: z.number().nullable() })
  .nullable()
export const consensusComparison = z.object({
  question: askedQuestion,
  from: z.int(),
  to: z.int(),
  /** Records in either; those with the same result, and with another one. */
  records: z.int(),
  same: z.int(),
  changed: z.int(),
  /** Of those that changed: decided now, open now; in the later version only, in the earlier only. */
  decided: z.int(),
  opened: z.int(),
  added: z.int(),
  gone: z.int(),
  /** The first that changed; null where a version has no such record. */
  items: z.array(z.object({ record_id: id, external_id: z.string().nullable(), from: side, to: side })),
})
export type ConsensusComparison = z.infer<typeof consensusComparison>

const path = "/api/v1/datasets/{dataset_id}/consensus/versions"
const ofVersion = `${path}/{version}` as const
const params = { dataset_id: id, version: text(1).regex(/^[1-9]\d{0,8}$/) }
const allow = admin("dataset")
const ofQuestion = z.object(asksQuestion)

export const consensusEndpoints = {
  compute: endpoint({
    method: "POST",
    path,
    status: 201,
    otherStatus: 202,
    allow,
    body: consensusCreate,
    response: consensusVersion,
    summary:
      "Computes a new version of a question's consensus; a large one goes on after the answer (202), as a job",
  }),
  list: endpoint({
    method: "GET",
    path,
    status: 200,
    allow,
    query: ofQuestion,
    response: z.object({ items: z.array(consensusVersion) }),
    summary: "The versions of the stored consensus, newest first, of one question or of all",
  }),
  get: endpoint({
    method: "GET",
    path: ofVersion,
    status: 200,
    params,
    allow,
    query: ofQuestion,
    response: consensusVersion,
    summary: "One version: its policy, how far it is, whether newer answers exist",
  }),
  values: endpoint({
    method: "GET",
    path: `${ofVersion}/values`,
    status: 200,
    params,
    allow,
    query: valuesQuery,
    response: z.object({ version: z.int(), items: z.array(consensusItem), next: id.nullable() }),
    summary: "The results of a version, record by record, with whose answers they rest on",
  }),
  compare: endpoint({
    method: "GET",
    path: `${ofVersion}/compare`,
    status: 200,
    params,
    allow,
    query: compareQuery,
    response: consensusComparison,
    summary: "On how many records two versions differ, and on which",
  }),
  remove: endpoint({
    method: "DELETE",
    path: ofVersion,
    status: 204,
    params,
    allow,
    query: ofQuestion,
    response: "empty",
    summary: "Deletes a version; answers are not touched, and other versions keep their numbers",
  }),
}
