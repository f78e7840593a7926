/** Writes the records of a dataset to a dataset repository on the Hub: Parquet shards and a card, in one commit. */
import { commit, createRepo, HubApiError } from "@huggingface/hub"
import type { HubExport } from "@loam/schema"
import { datasetCard, shardPath } from "@loam/training"
import { openContainer, openExport, recordPages } from "../exports/index.ts"
import type { Services } from "../http/context.ts"
import { Refusal } from "../http/errors.ts"
import { JobRefused } from "../jobs/index.ts"
import { readRules } from "../records/index.ts"
import { finally4xx, hubUrl } from "./hub-url.ts"
import type { HubJob } from "./index.ts"

async function rowsAsParquet(services: Services, datasetId: string) {
  const { db } = services.database
  const rules = await readRules(db, datasetId)
  const exporter = openExport(rules, { task: "raw", format: "columns" } as Parameters<typeof openExport>[1]) // the rest has no say in it
  const container = openContainer("parquet", exporter, { title: rules.name })
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const records of recordPages(db, { datasetId })) {
    const bytes = await container.add(records.flatMap((record) => exporter.push(record).rows))
    if (bytes) parts.push(bytes)
  }
  const end = await container.finish()
  if (end) parts.push(end)
  return { title: rules.name, exporter, content: new Blob(parts) }
}

export async function exportToHub(
  services: Services,
  { dataset_id, request, token = "" }: HubJob<Omit<HubExport, "token">>,
): Promise<void> {
  const access = { accessToken: token, hubUrl: hubUrl() }
  const repo = { type: "dataset", name: request.name } as const
  const { title, exporter, content } = await rowsAsParquet(services, dataset_id).catch((error: unknown) => {
    throw error instanceof Refusal ? new JobRefused(error.message) : error
  })
  await finally4xx(
    createRepo({ ...access, repo, visibility: request.private ? "private" : "public" }).catch(
      (error: unknown) => {
        // It is there already: written into, as asked.
        if (!(error instanceof HubApiError && error.statusCode === 409)) throw error
      },
    ),
  )
  const { subset, split } = request
  const splits = [{ name: split, rows: exporter.finish().rows, bytes: content.size }]
  const card = datasetCard({
    title,
    configs: [{ name: subset, features: exporter.features, splits, download_bytes: content.size }],
  })
  const file = (path: string, content: Blob) => ({ operation: "addOrUpdate" as const, path, content })
  await finally4xx(
    commit({
      ...access,
      repo,
      title: `Export of ${title}`,
      operations: [file(shardPath(subset, split, 0, 1), content), file("README.md", new Blob([card]))],
    }),
  )
}
