/** The first rows of a split of a Hub dataset, read by ranges from its Parquet files. */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib"
import { downloadFile, HubApiError, listFiles } from "@huggingface/hub"
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from "hyparquet"
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

const compressors = {
  ZSTD: (input: Uint8Array) => zstdDecompressSync(input),
  GZIP: (input: Uint8Array) => gunzipSync(input),
  BROTLI: (input: Uint8Array) => brotliDecompressSync(input),
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

/** Names of class labels by column, as the datasets library leaves them in its files. */
function labelNames(metadata: readonly { readonly key: string; readonly value?: string | undefined }[] = []) {
  const text = metadata.find(({ key }) => key === "huggingface")?.value
  const names = new Map<string, readonly string[]>()
  try {
    const { info } = JSON.parse(text ?? "{}") as {
      info?: { features?: Record<string, { _type?: string; names?: string[] } | null> }
    }
    for (const [column, feature] of Object.entries(info?.features ?? {}))
      if (feature?._type === "ClassLabel" && Array.isArray(feature.names)) names.set(column, feature.names)
  } catch {
    // A file that says nonsense about itself still has its rows.
  }
  return names
}

export interface HubRow {
  readonly [column: string]: unknown
}

/** Pages of rows, in order, `limit` in all. */
export async function* hubRows(split: Split, limit: number, page: number): AsyncGenerator<HubRow[]> {
  const { place, paths } = await finally4xx(findFiles(split))
  let left = limit
  for (const path of paths) {
    if (left === 0) return
    const blob = await finally4xx(downloadFile({ ...place, path, hubUrl: hubUrl() }))
    if (!blob) throw new JobRefused(`${path} is not there`)
    const file: AsyncBuffer = {
      byteLength: blob.size,
      slice: (from, to) => blob.slice(from < 0 ? blob.size + from : from, to ?? blob.size).arrayBuffer(),
    }
    const metadata = await parquetMetadataAsync(file)
    const labels = labelNames(metadata.key_value_metadata)
    const rows = Math.min(Number(metadata.num_rows), left)
    for (let rowStart = 0; rowStart < rows; rowStart += page) {
      const rowEnd = Math.min(rows, rowStart + page)
      const read = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors })
      yield read.map((row) => withNames(row, labels))
    }
    left -= rows
  }
}

function withNames(row: HubRow, labels: ReadonlyMap<string, readonly string[]>): HubRow {
  const named = [...labels].map(([column, names]) => [column, names[Number(row[column])] ?? null] as const)
  return named.length === 0 ? row : { ...row, ...Object.fromEntries(named) }
}
