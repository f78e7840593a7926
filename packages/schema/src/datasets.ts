/** Datasets: from draft to ready, and how many people answer each record. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin, member } from "./permissions.ts"
import {
  bool,
  id,
  integer,
  jsonObject,
  list,
  moment,
  nonNull,
  stamps,
  text,
  timestamp,
  updatable,
} from "./scalars.ts"

/**
 * How records are shared out. `overlap`: each record wants exactly `min_submitted` submitted answers.
 * `everyone`: each member may answer every record; a record counts as completed from `min_submitted` on.
 */
export const distribution = z.object({
  strategy: z.enum(["overlap", "everyone"]),
  min_submitted: integer({ min: 1, max: 10_000 }),
})
export type Distribution = z.infer<typeof distribution>

export const datasetStatus = z.enum(["draft", "ready"])

/** How far a dataset is, and how far the caller is in it. */
export const datasetProgress = z.object({
  total: z.int(),
  completed: z.int(),
  pending: z.int(),
  mine: z.object({ pending: z.int(), draft: z.int(), submitted: z.int(), discarded: z.int() }),
})
export type DatasetProgress = z.infer<typeof datasetProgress>

export const dataset = z.object({
  id,
  name: z.string(),
  guidelines: z.string().nullable(),
  /** Counts the changes of the guidelines, so that an answer can say which wording its author had read. */
  guidelines_version: z.int(),
  allow_extra_metadata: z.boolean(),
  status: datasetStatus,
  distribution: z.object({ strategy: z.enum(["overlap", "everyone"]), min_submitted: z.int() }),
  metadata: jsonObject.nullable(),
  workspace_id: id,
  last_activity_at: timestamp,
  ...stamps,
  /** What the caller may do with it. */
  can: z.array(z.enum(["answer", "manage"])),
  /** With `include=progress` only. */
  workspace_name: z.string().optional(),
  question_types: z.array(z.string()).optional(),
  progress: datasetProgress.optional(),
})
export type Dataset = z.infer<typeof dataset>

const datasetName = text(1, limits.datasetName)
const guidelines = text(1, limits.guidelines)

export const origin = z.object({ source: text(1, 500), source_dataset_id: text(1, 500) })
export const datasetOrigin = origin.extend({ dataset_id: id })
export type DatasetOrigin = z.infer<typeof datasetOrigin>

export const datasetCreate = z.object({
  name: datasetName,
  guidelines: guidelines.nullish(),
  allow_extra_metadata: bool.default(true),
  distribution: distribution.default({ strategy: "overlap", min_submitted: 1 }),
  metadata: jsonObject.nullish(),
  workspace_id: id,
  /** Where it is copied from, and when it was made there: an import that is run again finds it by this. One dataset an origin. */
  origin: origin.extend({ inserted_at: moment.nullish() }).nullish(),
})

export const datasetUpdate = z
  .object({
    name: updatable(datasetName),
    guidelines: guidelines.nullish(),
    allow_extra_metadata: updatable(bool),
    distribution: updatable(distribution),
    metadata: jsonObject.nullish(),
  })
  .superRefine(nonNull(["name", "allow_extra_metadata", "distribution"]))

/** `total` and friends are the 2.x shape; `submitted`, `discarded`, `conflicting` the 1.x one. */
export const progress = z.object({
  total: z.int(),
  completed: z.int(),
  pending: z.int(),
  submitted: z.int(),
  discarded: z.int(),
  conflicting: z.int(),
  /** Submitted answers beyond the wanted number, kept but outside of unify. */
  surplus: z.int(),
  users: z.array(z.object({ username: z.string() })),
})
export type Progress = z.infer<typeof progress>

const responseCounts = z.object({ submitted: z.int(), discarded: z.int(), draft: z.int() })

export const usersProgress = z.object({
  users: z.array(z.object({ username: z.string(), completed: responseCounts, pending: responseCounts })),
})

/** The caller's own counts; `records.count` is what the 1.x client reads. */
export const metrics = z.object({
  records: z.object({ count: z.int() }),
  responses: z.object({
    count: z.int(),
    total: z.int(),
    submitted: z.int(),
    discarded: z.int(),
    draft: z.int(),
    pending: z.int(),
  }),
})
export type Metrics = z.infer<typeof metrics>

export const datasetEndpoints = {
  mine: endpoint({
    method: "GET",
    path: "/api/v1/me/datasets",
    status: 200,
    allow: "user",
    query: z.object({
      workspace_id: id.optional(),
      name: z.string().optional(),
      status: datasetStatus.optional(),
      include: z.enum(["progress"]).optional(),
    }),
    response: list(dataset),
    errors: [403],
    summary:
      "The datasets the caller can see, oldest first; `include=progress` adds counts in the same request",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets",
    status: 201,
    allow: { role: "admin", of: "workspace", by: "workspace_id", in: "body" },
    body: datasetCreate,
    response: dataset,
    errors: [409],
    summary: "Create a draft dataset",
  }),
  origins: endpoint({
    method: "GET",
    path: "/api/v1/dataset-origins",
    status: 200,
    allow: "owner",
    query: z.object({ source: z.string().optional() }),
    response: list(datasetOrigin),
    summary: "Which datasets were copied from where",
  }),
  get: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}",
    status: 200,
    allow: member("dataset"),
    response: dataset,
    query: z.object({ include: z.enum(["progress"]).optional() }),
    summary: "One dataset",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/datasets/{dataset_id}",
    status: 200,
    allow: admin("dataset"),
    body: datasetUpdate,
    response: dataset,
    errors: [409],
    summary: "Change a dataset; a changed distribution is applied to all its records at once",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/datasets/{dataset_id}",
    status: 200,
    allow: admin("dataset"),
    response: dataset,
    summary: "Delete a dataset with everything in it",
  }),
  publish: endpoint({
    method: "PUT",
    path: "/api/v1/datasets/{dataset_id}/publish",
    status: 200,
    allow: admin("dataset"),
    response: dataset,
    summary: "Make a draft ready for records and answers",
  }),
  progress: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/progress",
    status: 200,
    allow: member("dataset"),
    response: progress,
    summary: "How far a dataset is",
  }),
  usersProgress: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/users/progress",
    status: 200,
    allow: member("dataset"),
    response: usersProgress,
    summary: "Who answered how many records, split by the records' status",
  }),
  metrics: endpoint({
    method: "GET",
    path: "/api/v1/me/datasets/{dataset_id}/metrics",
    status: 200,
    allow: member("dataset"),
    response: metrics,
    summary: "The caller's own counts",
  }),
}
