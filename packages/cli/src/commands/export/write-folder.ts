/** Unpacks a dataset folder as it streams in: files get their final names, the folder appears when it is whole. */
import { createWriteStream } from "node:fs"
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createTarDecoder } from "modern-tar"
import { z } from "zod"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"

const listName = "loam-export.json"

const listFile = z.looseObject({
  path: z.string(),
  split: z.string(),
  rows: z.int(),
  bytes: z.int(),
  sha256: z.string(),
})
/** What is in a folder, as its own list says. */
const folderList = z.looseObject({
  task: z.string(),
  format: z.string(),
  records: z.int(),
  rows: z.int(),
  reasons: z.record(z.string(), z.int()),
  files: z.array(listFile),
})
export type FolderList = z.infer<typeof folderList>

/** A path that stays inside, whatever a server says. */
const safe = /^(?:[\w][\w.-]*\/)*[\w][\w.-]*$/

/** Refuses to write over what is not an export of ours. */
export async function checkTarget(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [] as string[]
    throw error
  })
  if (names.length > 0 && !names.includes(listName))
    throw new Failure(`${folder} has other files in it: name a new folder, or one of an earlier export`)
}

async function unpack(
  stream: ReadableStream<Uint8Array>,
  draft: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  let bytes = 0
  const counted = stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length
        onBytes(bytes)
        controller.enqueue(piece)
      },
    }),
  )
  for await (const { header, body } of counted.pipeThrough(createTarDecoder({ strict: true }))) {
    if (header.type !== "file" || !safe.test(header.name))
      throw new Failure(`the server sent a file named ${JSON.stringify(header.name)}`)
    const path = join(draft, header.name)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(path)) // Node's own streams
  }
}

/** `data/train-00000.parquet` becomes `data/train-00000-of-00002.parquet`, in the list too. */
async function nameShards(draft: string): Promise<FolderList> {
  const list = folderList.parse(JSON.parse(await readFile(join(draft, listName), "utf8")))
  const files = []
  for (const file of list.files) {
    const count = list.files.filter(({ split }) => split === file.split).length
    const path = file.path.replace(/\.parquet$/, `-of-${String(count).padStart(5, "0")}.parquet`)
    await rename(join(draft, file.path), join(draft, path))
    files.push({ ...file, path })
  }
  const named = { ...list, files }
  await writeFile(join(draft, listName), `${JSON.stringify(named, null, 2)}\n`)
  return named
}

export async function writeFolder(
  stream: ReadableStream<Uint8Array>,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<FolderList> {
  const draft = `${folder.replace(/\/+$/, "")}.part`
  await rm(draft, { recursive: true, force: true })
  try {
    await mkdir(draft, { recursive: true })
    await unpack(stream, draft, onBytes)
    const list = await nameShards(draft)
    await rm(folder, { recursive: true, force: true })
    await rename(draft, folder)
    return list
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (error instanceof Failure) throw error
    const broken =
      error instanceof TypeError || (error instanceof Error && /tar|archive|terminated/i.test(error.message))
    if (!broken) throw error
    throw new Failure(
      "the connection broke off before the export was whole; try again",
      exitCodes.unreachable,
      error,
    )
  }
}
