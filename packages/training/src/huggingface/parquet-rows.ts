/** Reads Parquet files as the `datasets` library writes them: classes by their names, images as URLs, the rest as JSON. */
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"

/** A file that is read by ranges: one of a disk, or one that is fetched. */
export const blobFile = (blob: Blob): AsyncBuffer => ({
  byteLength: blob.size,
  slice: (from, to) => blob.slice(from < 0 ? blob.size + from : from, to ?? blob.size).arrayBuffer(),
})

export interface ParquetRow {
  readonly [column: string]: unknown
}

/** What the library keeps in the footer about a column; lists may be a pair of brackets or `{feature}`. */
interface StoredFeature {
  readonly _type?: string
  readonly names?: readonly (string | null)[]
}

type StoredFeatures = ReadonlyMap<string, StoredFeature>

function storedFeatures({ key_value_metadata = [] }: FileMetaData): StoredFeatures {
  const text = key_value_metadata.find(({ key }) => key === "huggingface")?.value
  try {
    const { info } = JSON.parse(text ?? "{}") as { info?: { features?: Record<string, StoredFeature> } }
    return new Map(Object.entries(info?.features ?? {}))
  } catch {
    // A file that says nonsense about itself still has its rows.
    return new Map()
  }
}

function named(value: unknown, { _type, names }: StoredFeature): unknown {
  // Without this check no class at all would be the first one: Number(null) is 0.
  if (_type !== "ClassLabel" || !Array.isArray(names) || value === null || value === undefined) return value
  return names[Number(value)] ?? null
}

function withNames(row: ParquetRow, features: StoredFeatures): ParquetRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, named(value, features.get(column) ?? {})]),
  )
}

/** How many rows a file has, and its columns: only its footer is read. */
export async function parquetFacts(
  file: AsyncBuffer,
): Promise<{ readonly rows: number; readonly columns: readonly string[] }> {
  const metadata = await parquetMetadataAsync(file)
  const [root, ...nodes] = metadata.schema
  const columns: string[] = []
  for (let index = 0; columns.length < (root?.num_children ?? 0); index += 1) {
    const node = nodes[index]
    if (!node) break
    columns.push(node.name)
    let open = node.num_children ?? 0
    while (open > 0) {
      index += 1
      open += (nodes[index]?.num_children ?? 0) - 1
    }
  }
  return { rows: Number(metadata.num_rows), columns }
}

/** Pages of rows, in order, `limit` in all. A row group is read once, however small the pages are. */
export async function* parquetRows(
  file: AsyncBuffer,
  { limit = Number.POSITIVE_INFINITY, page = 500 }: { readonly limit?: number; readonly page?: number } = {},
): AsyncGenerator<ParquetRow[]> {
  const metadata = await parquetMetadataAsync(file)
  const features = storedFeatures(metadata)
  let rowStart = 0
  for (const group of metadata.row_groups) {
    const rowEnd = Math.min(rowStart + Number(group.num_rows), limit)
    if (rowEnd <= rowStart) return
    // Bytes stay bytes: pictures are in columns that do not say that they are text.
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, utf8: false })
    for (let from = 0; from < rows.length; from += page)
      yield rows.slice(from, from + page).map((row) => withNames(row, features))
    rowStart = rowEnd
  }
}
