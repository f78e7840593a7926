/** Work that goes on after the answer: its state, and bringing datasets from and to the Hugging Face Hub. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin } from "./permissions.ts"
import { bool, text } from "./scalars.ts"

export const jobStatus = z.enum(["queued", "scheduled", "started", "finished", "failed", "canceled"])
export const job = z.object({ id: z.string(), status: jobStatus })
export type Job = z.infer<typeof job>

const repository = text(1, limits.hubName).regex(/^[\w.-]+(\/[\w.-]+)?$/)
const part = text(1, limits.hubName)
const column = z.object({ source: text(1), target: text(1) })
const distinctTargets = (columns: readonly { target: string }[] | null | undefined) =>
  new Set(columns?.map(({ target }) => target)).size === (columns?.length ?? 0)
const columns = z.array(column)

const hubImport = z.object({
  name: repository,
  subset: part,
  split: part,
  /** Which column becomes which field, metadata property or suggestion. */
  mapping: z.object({
    fields: columns.min(1).refine(distinctTargets, { message: "each target once" }),
    metadata: columns.nullish().refine(distinctTargets, { message: "each target once" }),
    suggestions: columns.nullish().refine(distinctTargets, { message: "each target once" }),
    external_id: text(1).nullish(),
  }),
})
export type HubImport = z.infer<typeof hubImport>

const hubExport = z.object({
  name: repository,
  subset: part.default("default"),
  split: part.default("train"),
  private: bool.default(false),
  token: text(1, limits.hubName),
})
export type HubExport = z.infer<typeof hubExport>

export const jobEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/api/v1/jobs/{job_id}",
    params: { job_id: z.string() },
    status: 200,
    allow: "any_admin",
    response: job,
    summary: "How far a job has got",
  }),
  importFromHub: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/import",
    status: 202,
    allow: admin("dataset"),
    body: hubImport,
    response: job,
    summary: "Brings the first 10,000 rows of a Hub dataset as records; rows that do not fit are skipped",
  }),
  exportToHub: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/export",
    status: 202,
    allow: admin("dataset"),
    body: hubExport,
    response: job,
    summary: "Writes the records of a dataset to a dataset repository on the Hub, as Parquet",
  }),
}

const provider = z.object({ name: z.string() })
const byProvider = { provider: z.string() }

/** Sign-in by other services: the page of the protocol asks for them, there are none yet. */
export const oauthEndpoints = {
  providers: endpoint({
    method: "GET",
    path: "/api/v1/oauth2/providers",
    status: 200,
    allow: "public",
    response: z.object({ items: z.array(provider) }),
    summary: "Services that people can sign in by: none",
  }),
  authentication: endpoint({
    method: "GET",
    path: "/api/v1/oauth2/providers/{provider}/authentication",
    params: byProvider,
    status: 200,
    allow: "public",
    response: "empty",
    errors: [404],
    summary: "Where a sign-in by a service begins; 404, as there is none",
  }),
  accessToken: endpoint({
    method: "GET",
    path: "/api/v1/oauth2/providers/{provider}/access-token",
    params: byProvider,
    status: 200,
    allow: "public",
    response: "empty",
    errors: [404],
    summary: "Where a sign-in by a service ends; 404, as there is none",
  }),
}
