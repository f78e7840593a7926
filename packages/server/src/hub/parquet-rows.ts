/** The first rows of a split of a Hub dataset, read by ranges from its Parquet files. */
import { downloadFile, HubApiError, listFiles } from "@huggingface/hub"
import { blobFile, type ParquetRow, parquetRows } from "@loam/training/parquet"
import { JobRefused } from "../jobs/index.ts"
import { finally4xx, hubUrl } from "./hub-url.ts"

export interface Split {
  readonly name: string
  readonly subset: string
  readonly split: string
}

interface Place {
  readonly repo: { readonly type: "dataset"; readonly name: string }
  readonly revision: string
}

async function filesOf({ repo, revision }: Place): Promise<string[]> {
  const paths: string[] = []
  try {
    for await (const file of listFiles({ repo, revision, recursive: true, hubUrl: hubUrl() }))
      if (file.type === "file" && file.path.endsWith(".parquet")) paths.push(file.path)
  } catch (error) {
    if (error instanceof HubApiError && error.statusCode === 404) return []
    throw error
  }
  return paths.toSorted()
}

/** The Hub converts most datasets to Parquet in a branch; others are Parquet themselves. */
async function findFiles({ name, subset, split }: Split): Promise<{ place: Place; paths: string[] }> {
  const repo = { type: "dataset", name } as const
  const converted = { repo, revision: "refs/convert/parquet" }
  const convertedPaths = (await filesOf(converted)).filter((path) => path.startsWith(`${subset}/${split}/`))
  if (convertedPaths.length > 0) return { place: converted, paths: convertedPaths }
  const own = { repo, revision: "main" }
  const folder = subset === "default" ? "data" : subset
  const paths = (await filesOf(own)).filter((path) => {
    const [file = "", parent = ""] = path.split("/").toReversed()
    return parent === folder && (file.startsWith(`${split}-`) || file === `${split}.parquet`)
  })
  if (paths.length === 0)
    throw new JobRefused(`the Hub has no Parquet files of '${name}', subset '${subset}', split '${split}'`)
  return { place: own, paths }
}

/** Pages of rows, in order, `limit` in all. */
export async function* hubRows(split: Split, limit: number, page: number): AsyncGenerator<ParquetRow[]> {
  const { place, paths } = await finally4xx(findFiles(split))
  let left = limit
  for (const path of paths) {
    if (left === 0) return
    const blob = await finally4xx(downloadFile({ ...place, path, hubUrl: hubUrl() }))
    if (!blob) throw new JobRefused(`${path} is not there`)
    for await (const rows of parquetRows(blobFile(blob), { limit: left, page })) {
      left -= rows.length
      yield rows
    }
  }
}
