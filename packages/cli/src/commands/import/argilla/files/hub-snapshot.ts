/** Fetches the settings and one split of a Hub dataset to a folder of this machine. */
import { createWriteStream } from "node:fs"
import { mkdir } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { downloadFile, HubApiError, listFiles } from "@huggingface/hub"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import { chooseFiles, type Wanted } from "./folder.ts"

const settingsFiles = new Set([
  ".argilla/settings.json",
  ".argilla/dataset.json",
  "argilla.yaml",
  "argilla.cfg",
])

/** As Hugging Face's own tools read it. */
export const hubAddress = () => process.env.HF_ENDPOINT?.replace(/\/+$/, "") || "https://huggingface.co"

export interface HubPlace {
  readonly name: string
  readonly revision: string | undefined
}

function explained(error: unknown, { name }: HubPlace): unknown {
  const hub = hubAddress()
  if (error instanceof TypeError)
    return new Failure(
      `${hub} gives no answer. Is this machine online, and HF_ENDPOINT right?`,
      exitCodes.unreachable,
      error,
    )
  if (!(error instanceof HubApiError)) return error
  if (error.statusCode === 401 || error.statusCode === 403 || error.statusCode === 404)
    return new Failure(
      `${hub} has no dataset '${name}', or it is private: set HF_TOKEN to a token that may read it`,
      error.statusCode === 404 ? exitCodes.notFound : exitCodes.refused,
      error,
    )
  return new Failure(`${hub} answered ${error.statusCode}: ${error.message}`, exitCodes.failed, error)
}

interface Fetched {
  /** When the newest of the files was committed. */
  readonly moment: string | undefined
}

/** Large files come in one go; one that breaks off fails the import before anything is written to Loam. */
async function fetchAll(
  place: HubPlace,
  folder: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Fetched> {
  const access = process.env.HF_TOKEN ? { accessToken: process.env.HF_TOKEN } : {}
  const from = {
    repo: { type: "dataset", name: place.name } as const,
    hubUrl: hubAddress(),
    ...access,
    ...(place.revision ? { revision: place.revision } : {}),
  }
  const paths: string[] = []
  const dates: string[] = []
  for await (const file of listFiles({ ...from, recursive: true, expand: true })) {
    signal.throwIfAborted()
    if (file.type === "file") paths.push(file.path)
    if (file.lastCommit) dates.push(file.lastCommit.date)
  }
  const settings = paths.filter((path) => settingsFiles.has(path))
  for (const path of [...settings, ...chooseFiles(paths, wanted)]) {
    signal.throwIfAborted()
    const blob = await downloadFile({ ...from, path })
    if (!blob) throw new Failure(`${path} is listed in '${place.name}' but not there`, exitCodes.notFound)
    const target = join(folder, ...path.split("/"))
    await mkdir(dirname(target), { recursive: true })
    // Both are streams of bytes; their types come from different libraries.
    await pipeline(Readable.fromWeb(blob.stream() as never), createWriteStream(target), { signal })
  }
  return { moment: dates.toSorted().at(-1) }
}

export async function fetchFromHub(place: HubPlace, folder: string, wanted: Wanted, signal: AbortSignal) {
  try {
    return await fetchAll(place, folder, wanted, signal)
  } catch (error) {
    throw explained(error, place)
  }
}
