/** What a folder holds: settings of argilla 2.x or 1.x, and the files with its records. */
import { readdir, readFile, stat } from "node:fs/promises"
import { basename, join, sep } from "node:path"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import { refuse } from "./check.ts"
import type { Described } from "./layout.ts"
import { type DataFile, isDataFile } from "./rows.ts"
import { describe1 } from "./settings-1.ts"
import { describe2 } from "./settings-2.ts"

export interface Wanted {
  readonly subset: string | undefined
  readonly split: string | undefined
  readonly settingsOnly: boolean
}

export interface Contents {
  readonly described: Described
  readonly files: readonly DataFile[]
}

export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw new Failure(`${path} cannot be read`, exitCodes.failed, error)
  }
}

export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw refuse(place, `it is not JSON (${reason}). Was it edited, or cut? Export it again`, error)
  }
}

/** Settings of a folder, whichever version wrote them; tells what was looked for where there are none. */
async function readSettings(folder: string, place: string): Promise<Described> {
  const [settings, dataset] = await Promise.all([
    readText(join(folder, ".argilla", "settings.json")),
    readText(join(folder, ".argilla", "dataset.json")),
  ])
  const inside = `${place}${sep}.argilla${sep}`
  if (settings !== undefined)
    return describe2({
      settings: parseJson(settings, `${inside}settings.json`),
      dataset: dataset === undefined ? undefined : parseJson(dataset, `${inside}dataset.json`),
      layout: "columns",
      place: inside,
    })
  for (const name of ["argilla.yaml", "argilla.cfg"]) {
    const text = await readText(join(folder, name))
    if (text !== undefined) return describe1(text, `${place}${sep}${name}`)
  }
  const half = dataset === undefined ? "" : " (dataset.json is there, settings.json is not)"
  throw new Failure(
    `${place} has no settings of Argilla: neither .argilla/settings.json nor argilla.yaml nor argilla.cfg${half}. ` +
      "Give the folder that to_disk wrote, hidden folders included, or the Hub dataset that to_hub or push_to_huggingface wrote",
    exitCodes.usage,
  )
}

/** `data/train-00000-of-00002.parquet`: subset and split are in the name. */
function partOf(path: string) {
  const parts = path.split("/")
  const split = basename(path)
    .replace(/\.\w+$/, "")
    .replace(/-\d+-of-\d+$/, "")
  const folder = parts.length > 1 ? (parts.at(-2) ?? "") : "data"
  return { subset: folder === "data" ? "default" : folder, split }
}

function choose(
  of: readonly string[],
  wanted: string | undefined,
  preferred: string,
  option: string,
): string {
  const all = [...new Set(of)]
  const names = all.map((name) => `'${name}'`).join(", ")
  if (wanted !== undefined) {
    if (all.includes(wanted)) return wanted
    throw new Failure(`there is no ${option} '${wanted}' in it, but ${names}`, exitCodes.notFound)
  }
  if (all.length === 1) return all[0] ?? preferred
  if (all.includes(preferred) && option === "subset") return preferred
  throw new Failure(`it has several ${option}s: ${names}. Choose one with --${option}`, exitCodes.usage)
}

/** The data files of one subset and split, of all paths in a folder or repository. */
export function chooseFiles(paths: readonly string[], wanted: Wanted): string[] {
  const parts = paths
    .filter(
      (path) =>
        isDataFile(path) && !path.endsWith(".json") && !path.split("/").some((part) => part.startsWith(".")),
    )
    .map((path) => ({ path, ...partOf(path) }))
  if (parts.length === 0) return []
  const subset = choose(
    parts.map((part) => part.subset),
    wanted.subset,
    "default",
    "subset",
  )
  const inSubset = parts.filter((part) => part.subset === subset)
  const split = choose(
    inSubset.map((part) => part.split),
    wanted.split,
    "train",
    "split",
  )
  const chosen = inSubset.filter((part) => part.split === split).map(({ path }) => path)
  const [last] = chosen.toSorted().slice(-1)
  const wantedShards = Number(/-of-(\d+)\.\w+$/.exec(last ?? "")?.[1] ?? chosen.length)
  if (chosen.length !== wantedShards)
    throw new Failure(
      `${chosen.length} of ${wantedShards} files of split '${split}' are there: fetch the others, or all of them again`,
      exitCodes.usage,
    )
  return chosen.toSorted()
}

export async function readFolder(folder: string, place: string, wanted: Wanted): Promise<Contents> {
  const described = await readSettings(folder, place)
  const records = join(folder, "records.json")
  if ((await stat(records).catch(() => undefined))?.isFile())
    return {
      described: { ...described, layout: "nested" },
      files: [{ path: records, name: `${place}${sep}records.json` }],
    }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
  const chosen = chooseFiles(paths, wanted)
  if (chosen.length === 0 && !wanted.settingsOnly)
    throw new Failure(
      `${place} has settings but no records: neither records.json nor Parquet nor JSONL files in it. ` +
        "Was it written with with_records=False, or copied in part? --settings-only brings the settings alone",
      exitCodes.usage,
    )
  return {
    described,
    files: chosen.map((path) => ({ path: join(folder, ...path.split("/")), name: `${place}/${path}` })),
  }
}
