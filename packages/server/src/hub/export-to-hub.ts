/** Writes a dataset to a dataset repository on the Hub, in one commit: Parquet shards, its settings, and a card. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { commit, createRepo, downloadFile, HubApiError, listFiles } from "@huggingface/hub"
import type { HubExport } from "@loam/schema"
import { datasetCard, shardPath } from "@loam/training"
import { recordPages } from "../exports/index.ts"
import type { Services } from "../http/context.ts"
import { Refusal } from "../http/errors.ts"
import { JobRefused } from "../jobs/index.ts"
import { readRules } from "../records/index.ts"
import { argillaFeatures, argillaRow } from "./argilla-columns.ts"
import { argillaSettings } from "./argilla-settings.ts"
import { mergeCard } from "./hub-card.ts"
import { finally4xx, hubUrl } from "./hub-url.ts"
import type { HubJob } from "./index.ts"
import { writeShards } from "./write-shards.ts"

interface Target {
  readonly accessToken: string
  readonly hubUrl: string
  readonly repo: { readonly type: "dataset"; readonly name: string }
}

async function makeRepo(target: Target, isPrivate: boolean): Promise<void> {
  await finally4xx(
    createRepo({ ...target, visibility: isPrivate ? "private" : "public" }).catch((error: unknown) => {
      // It is there already: written into, as asked.
      if (!(error instanceof HubApiError && error.statusCode === 409)) throw error
    }),
  )
}

/** What is there: its card, and shards of this split that an earlier export wrote in another number. */
async function lookAt(target: Target, folder: string, split: string) {
  const stale: string[] = []
  for await (const { type, path } of listFiles({ ...target, recursive: true }))
    if (type === "file" && path.startsWith(`${folder}/${split}-`) && path.endsWith(".parquet"))
      stale.push(path)
  const card = await downloadFile({ ...target, path: "README.md" })
  return { stale, card: (await card?.text()) ?? undefined }
}

async function writeTo(
  services: Services,
  target: Target,
  datasetId: string,
  request: Omit<HubExport, "token">,
  folder: string,
) {
  const { db } = services.database
  const rules = await readRules(db, datasetId).catch((error: unknown) => {
    throw error instanceof Refusal ? new JobRefused(error.message) : error
  })
  const features = argillaFeatures(rules)
  const rowOf = (record: Parameters<typeof argillaRow>[0]) => argillaRow(record, rules)
  const shards = await writeShards(recordPages(db, { datasetId }), { folder, features, rowOf })
  const settings = await argillaSettings(db, datasetId)
  await makeRepo(target, request.private)
  const { subset, split } = request
  const paths = shards.files.map((_, index) => shardPath(subset, split, index, shards.files.length))
  const { stale, card } = await finally4xx(lookAt(target, paths[0]?.split("/")[0] ?? "", split))
  const splits = [{ name: split, rows: shards.rows, bytes: shards.bytes }]
  const fresh = datasetCard({
    title: rules.name,
    tags: ["human-feedback", "argilla"],
    configs: [{ name: subset, features, splits, download_bytes: shards.bytes }],
  })
  const file = (path: string, content: Blob) => ({ operation: "addOrUpdate" as const, path, content })
  await finally4xx(
    commit({
      ...target,
      title: `Export of ${rules.name}`,
      operations: [
        ...shards.files.map((content, index) => file(paths[index] ?? "", content)),
        ...settings.map(({ path, text }) => file(path, new Blob([text]))),
        file("README.md", new Blob([mergeCard(card, fresh)])),
        ...stale
          .filter((path) => !paths.includes(path))
          .map((path) => ({ operation: "delete" as const, path })),
      ],
    }),
  )
}

export async function exportToHub(
  services: Services,
  { dataset_id, request, token = "" }: HubJob<Omit<HubExport, "token">>,
): Promise<void> {
  const repo = { type: "dataset", name: request.name } as const
  const target = { accessToken: token, hubUrl: hubUrl(), repo }
  const folder = await mkdtemp(join(tmpdir(), "loam-hub-export-"))
  try {
    await writeTo(services, target, dataset_id, request, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
