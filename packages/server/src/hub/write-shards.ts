/** Records become Parquet shards on disk: memory holds a row group or two, whatever the dataset's size. */
import { openAsBlob } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { join } from "node:path"
import type { Features, SourceRecord } from "@loam/training"
import { createParquetEncoder } from "../exports/index.ts"

/** About what readers fetch at once; the last row group may go over it. */
const shardBytes = 256 * 1024 * 1024

export interface Shards {
  readonly files: readonly Blob[]
  readonly rows: number
  readonly bytes: number
}

interface Shard {
  readonly path: string
  readonly handle: FileHandle
  readonly encoder: ReturnType<typeof createParquetEncoder>
  bytes: number
}

interface Options {
  readonly folder: string
  readonly features: Features
  readonly rowOf: (record: SourceRecord) => { readonly [column: string]: unknown }
  /** Ends what takes longer than its caller waits. */
  readonly limit?: number
}

export async function writeShards(
  pages: AsyncIterable<readonly SourceRecord[]>,
  { folder, features, rowOf, limit = shardBytes }: Options,
): Promise<Shards> {
  const paths: string[] = []
  let [rows, bytes] = [0, 0]
  let shard: Shard | undefined

  async function begin(): Promise<Shard> {
    const path = join(folder, `${paths.length}.parquet`)
    paths.push(path)
    return { path, handle: await open(path, "w"), encoder: createParquetEncoder(features), bytes: 0 }
  }
  async function write(to: Shard, piece: Uint8Array) {
    await to.handle.write(piece)
    to.bytes += piece.length
  }
  async function finish(one: Shard) {
    try {
      await write(one, await one.encoder.finish())
      bytes += one.bytes
    } finally {
      await one.handle.close()
    }
  }

  try {
    for await (const page of pages)
      for (const record of page) {
        shard ??= await begin()
        rows += 1
        const group = shard.encoder.add(rowOf(record))
        if (group === undefined) continue
        await write(shard, await group)
        if (shard.bytes < limit) continue
        const full = shard
        shard = undefined
        await finish(full)
      }
    // An empty dataset has a file with its columns.
    const last = shard ?? (paths.length === 0 ? await begin() : undefined)
    shard = undefined
    if (last) await finish(last)
  } finally {
    await shard?.handle.close()
  }
  return { files: await Promise.all(paths.map((path) => openAsBlob(path))), rows, bytes }
}
