/** The manifest beside an exported file, and repeating an export from one. */
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { readFile, rm, stat, writeFile } from "node:fs/promises"
import { basename } from "node:path"
import type { ExportCheck, ExportManifest } from "@loam/schema"
import type { ExportQuery, RemoteFeedbackDataset } from "@loam/sdk"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import type { FolderList } from "./write-folder.ts"

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256")
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest("hex")
}

/** Writes what the server says of the export, and the file's own hash. */
export async function writeManifest(
  output: string,
  { manifest }: ExportCheck,
  rows: number,
): Promise<string> {
  const file = {
    path: basename(output),
    sha256: await sha256Of(output),
    bytes: (await stat(output)).size,
    rows,
  }
  const path = `${output}.manifest.json`
  await writeFile(path, `${JSON.stringify({ ...manifest, files: [file] }, null, 2)}\n`)
  return path
}

/** The same of a dataset folder, whose own list has the hashes. */
export async function writeFolderManifest(
  folder: string,
  { manifest }: ExportCheck,
  { files }: Pick<FolderList, "files">,
): Promise<string> {
  const text = JSON.stringify({ ...manifest, files: files.map(fileOf) }, null, 2)
  const path = `${folder}.manifest.json`
  await writeFile(path, `${text}\n`)
  return path
}

const fileOf = ({ path, sha256, bytes, rows }: FolderList["files"][number]) => ({ path, sha256, bytes, rows })

async function readManifest(path: string): Promise<ExportManifest> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Failure(`${path} cannot be read`, exitCodes.notFound)
  })
  try {
    const manifest = JSON.parse(text) as ExportManifest
    if (manifest.manifest_version === 1 && manifest.options.query) return manifest
  } catch {
    // Told below.
  }
  throw new Failure(`${path} is no manifest of an export`, exitCodes.usage)
}

/** The members that differ, each with what it was and is. */
function changes(before: ExportManifest, now: ExportManifest): string[] {
  const names = Object.keys(now) as (keyof ExportManifest)[] // the contract's
  return names
    .filter((name) => name !== "files" && JSON.stringify(before[name]) !== JSON.stringify(now[name]))
    .map((name) => `  ${name}: ${JSON.stringify(before[name])} → ${JSON.stringify(now[name])}`)
}

/** The query that gives the same file again; refused with what changed where it cannot. */
export async function repeated(
  remote: RemoteFeedbackDataset,
  path: string,
): Promise<{ query: ExportQuery; manifest: ExportManifest }> {
  const manifest = await readManifest(path)
  // The server wrote it, and checks it again.
  const query = { ...(manifest.options.query as ExportQuery), as_of: manifest.as_of }
  const { manifest: now } = await remote.checkExport(query)
  const changed = changes(manifest, now)
  if (changed.length > 0)
    throw new Failure(`this export cannot be repeated, because something changed:\n${changed.join("\n")}`)
  return { query, manifest }
}

/** The same of a folder: every file of it. */
export async function refuseOtherFolder(
  folder: string,
  { files }: ExportManifest,
  list: Pick<FolderList, "files">,
): Promise<void> {
  const hashes = (all: readonly { path: string; sha256: string }[]) =>
    JSON.stringify(all.map(({ path, sha256 }) => [path, sha256]).sort())
  if (hashes(files) === hashes(list.files)) return
  await rm(folder, { recursive: true, force: true })
  throw new Failure("the repeated folder has other files than it had; it was deleted")
}

/** A file that is not the one of the manifest is not left behind. */
export async function refuseOther(output: string, { files }: ExportManifest): Promise<void> {
  const [file] = files
  if (!file || (await sha256Of(output)) === file.sha256) return
  await rm(output, { force: true })
  throw new Failure(`the repeated file is another one than ${file.path} was; it was deleted`)
}
