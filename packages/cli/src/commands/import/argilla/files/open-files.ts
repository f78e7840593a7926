/** Opens what `--from` names: a folder, a Hub dataset, or a single file of records. */
import { mkdtemp, realpath, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import type { Client } from "@loam/sdk"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import type { Source } from "../source.ts"
import type { AnswerStatus } from "./answer-status.ts"
import { readUserNames } from "./authors.ts"
import { openFileSource } from "./file-source.ts"
import { type Contents, readFolder, type Wanted } from "./folder.ts"
import { fetchFromHub, hubAddress } from "./hub-snapshot.ts"
import { locate } from "./locate.ts"
import { chooseTarget, settingsForFile } from "./target.ts"

export interface FileOptions extends Wanted {
  readonly from: string
  /** Names here, where they are to be others than the files tell. */
  readonly workspace: string | undefined
  readonly dataset: string | undefined
  readonly settings: string | undefined
  readonly settingsOnly: boolean
  readonly mapUsers: string | undefined
  readonly unknownStatus: AnswerStatus
}

interface Found extends Contents {
  readonly title: string
  readonly key: string
  /** What it may be called if it does not say. */
  readonly fallbackName: string
  readonly into: string | undefined
  readonly moment: string
}

export interface Opened {
  readonly source: Source
  readonly close: () => Promise<void>
}

const nothing = async () => undefined

async function find(
  client: Client,
  options: FileOptions,
  folder: string,
  signal: AbortSignal,
): Promise<Found> {
  const located = await locate(options.from)
  if (located.kind === "hub") {
    const { name } = located.hub
    const { moment } = await fetchFromHub(located.hub, folder, options, signal)
    const contents = await readFolder(folder, name, options)
    const title = `${name} on ${hubAddress()}`
    const when = moment ?? new Date().toISOString()
    return {
      ...contents,
      title,
      key: `hub ${name} ${options.subset ?? ""} ${options.split ?? ""}`,
      fallbackName: basename(name),
      into: undefined,
      moment: when,
    }
  }
  const { path, modified } = located
  const absolute = await realpath(path)
  if (located.kind === "file") {
    const { described, into, key } = await settingsForFile(client, path, options)
    const files = [{ path, name: path }]
    return { described, files, title: path, key, fallbackName: "", into, moment: modified }
  }
  const contents = await readFolder(absolute, path.replace(/\/+$/, ""), options)
  return {
    ...contents,
    title: path,
    key: `folder ${absolute}`,
    fallbackName: basename(absolute),
    into: undefined,
    moment: contents.described.moment ?? modified,
  }
}

export async function openFiles(client: Client, options: FileOptions, signal: AbortSignal): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "loam-import-"))
  const close = () => rm(folder, { recursive: true, force: true }).then(nothing)
  try {
    const { described, fallbackName, ...found } = await find(client, options, folder, signal)
    const name = options.dataset ?? described.name ?? fallbackName
    const source = await openFileSource({
      ...found,
      described,
      files: options.settingsOnly ? [] : found.files,
      name,
      workspace: await chooseTarget(client, { ...options, into: found.into, known: described.workspaceId }),
      users: await readUserNames(options.mapUsers),
      unknownStatus: options.unknownStatus,
    })
    return { source, close }
  } catch (error) {
    await close()
    if (error instanceof Error && "code" in error && error.code === "EACCES")
      throw new Failure(`${options.from} may not be read by you`, exitCodes.refused, error)
    throw error
  }
}
