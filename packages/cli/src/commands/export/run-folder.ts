/** An export as a Hugging Face dataset folder: written here, put on the Hub, or both. */
import { openAsBlob } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { ExportManifest } from "@loam/schema"
import { type ExportQuery, HubError, pushToHub } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, printJson } from "../../output.ts"
import { startProgress } from "../../progress.ts"
import { tellCheck, writeFindings, writeReport, writeSources } from "./beside.ts"
import type { ExportOptions } from "./index.ts"
import { refuseOtherFolder, writeFolderManifest } from "./manifest.ts"
import { checkTarget, type FolderList, writeFolder } from "./write-folder.ts"

/** In a repository on the Hub; `--repeat` takes it. */
const manifestName = "loam-manifest.json"

function tokenOf({ token, pushToHub: repo }: ExportOptions): string {
  const found = token ?? process.env.HF_TOKEN
  if (repo !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repo))
    throw new Failure(`${repo} is not of the form organisation/name`, exitCodes.usage)
  if (repo !== undefined && !found)
    throw new Failure("no token for the Hub: set HF_TOKEN (or give --token)", exitCodes.refused)
  return found ?? ""
}

async function push(
  repo: string,
  token: string,
  folder: string,
  list: FolderList,
  options: ExportOptions & { readonly manifestAt: string },
  quiet: boolean,
) {
  const paths = [...list.files.map(({ path }) => path), "README.md", "loam-export.json"]
  const files = await Promise.all(
    paths.map(async (path) => ({ path, content: await openAsBlob(join(folder, path)) })),
  )
  // Whoever has the dataset can make it again, and sees what from.
  if (options.manifest) files.push({ path: manifestName, content: await openAsBlob(options.manifestAt) })
  const bar = startProgress(files.length, quiet)
  try {
    return await pushToHub({
      repo,
      files,
      token,
      hubUrl: process.env.HF_ENDPOINT,
      private: options.private,
      title: `Upload ${list.rows} rows (${list.task}, ${list.format})`,
      onProgress: ({ step, done }) => bar.update(done, step),
    })
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const code = error.status === 401 || error.status === 403 ? exitCodes.refused : exitCodes.failed
    throw new Failure(error.message, error.status === 0 ? exitCodes.unreachable : code, error)
  } finally {
    bar.stop()
  }
}

export async function runFolder(
  options: ExportOptions,
  command: Command,
  query: ExportQuery,
  before?: ExportManifest,
): Promise<void> {
  const { json } = globals(command)
  const token = tokenOf(options)
  if (options.folder !== undefined) await checkTarget(options.folder)
  const remote = await openDataset(command, options.dataset, options)
  const work = options.folder === undefined ? await mkdtemp(join(tmpdir(), "loam-export-")) : undefined
  const folder = options.folder ?? join(work ?? "", "dataset")
  try {
    const { stream, as_of } = await remote.export({ ...query, container: "folder" })
    const bar = startProgress(undefined, json)
    const list = await writeFolder(stream, folder, (bytes) =>
      bar.update(bytes, `${(bytes / 1e6).toFixed(1)} MB`),
    ).finally(() => bar.stop())
    if (before) await refuseOtherFolder(folder, before, list)
    const same = { ...query, ...(as_of ? { as_of } : {}) }
    const audit = await remote.checkExport(same)
    const beside = options.folder?.replace(/\/+$/, "")
    const manifest = await writeFolderManifest(folder.replace(/\/+$/, ""), audit, list)
    const pushed =
      options.pushToHub === undefined
        ? undefined
        : await push(options.pushToHub, token, folder, list, { ...options, manifestAt: manifest }, json)
    await writeSources(remote, same, options.sources)
    if (!options.manifest) await rm(manifest, { force: true })
    const report = await writeReport(audit, options.report ?? (beside && `${beside}.report.json`))
    const findings = await writeFindings(remote, same, audit, report)
    if (audit.refused.length > 0) process.exitCode = exitCodes.someRowsFailed
    const place = { folder: options.folder ?? null, hub: pushed?.url ?? null, commit: pushed?.commit ?? null }
    if (json) return printJson({ ...list, ...place, report, findings })
    const where = [options.folder, pushed?.url].filter((one) => one !== undefined).join(" and ")
    note(`${list.rows} rows (${list.task}, ${list.format}) from ${list.records} records to ${where}.`)
    tellCheck(audit, [report, findings])
  } finally {
    if (work) await rm(work, { recursive: true, force: true })
  }
}
