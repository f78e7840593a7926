/**
 * `node --conditions=source e2e/exported/make-exports.ts FOLDER [task.format,…]`: a running Loam with answered records,
 * exported in every format of every task: FOLDER/<task>.<format>.jsonl, and the dataset folder beside it. Most come over
 * HTTP, because a process for each would take minutes; some through the command line, which packs and unpacks the same.
 */
import { spawn } from "node:child_process"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { ExportTask } from "@loam/schema"
import { type ExportQuery, FeedbackDataset, type RemoteFeedbackDataset } from "@loam/sdk"
import { type Loam, ownerKey, startLoam } from "../lib/loam.ts"
import { readPairs } from "./answered.ts"
import { datasetName, fill } from "./fill.ts"

const program = fileURLToPath(new URL("../../packages/cli/bin/loam.js", import.meta.url))

/** Records of a whole run. */
const most = 120

const pairParts = [
  "prompt=prompt",
  "choice=choice",
  "strength=strength",
  "responses=first",
  "responses=second",
]

/** What each task is made of; where it is not named, Loam finds it. Names after a dash are variants of a task. */
const parts: Readonly<Record<string, readonly string[]>> = {
  raw: [],
  sft: ["completion=demonstration", "prompt=prompt"],
  "sft-turns": ["completion=demonstration", "prompt=conversation"],
  "prompt-only": ["prompt=field:prompt", "extra=metadata:solution"],
  preference: pairParts,
  "preference-turns": ["prompt=conversation", ...pairParts.slice(1)],
  ranking: [
    "prompt=prompt",
    "ratings=first-rating",
    "ratings=second-rating",
    "responses=first",
    "responses=second",
  ],
  unpaired: ["prompt=prompt", "verdict=verdict", "response=first"],
  attributes: ["prompt=prompt", "response=first", "attributes=first-rating", "attributes=strength"],
  stepwise: ["prompt=prompt", "steps=steps", "marks=marks"],
  "text-classification": ["text=prompt", "label=verdict"],
  "text-classification-multi": ["text=prompt", "label=topics"],
  "soft-label": ["text=prompt", "label=verdict"],
  "token-classification": ["spans=spans"],
  "question-answering": ["question=prompt", "context=first", "answer=quote"],
  "sentence-similarity": ["sentences=first", "sentences=second", "score=first-rating"],
  "per-rater": ["text=prompt", "questions=verdict"],
}
const taskOf = (name: string) => name.replace(/-(turns|multi)$/, "")

/** Formats that cannot hold several turns. */
const plainOnly = new Set([
  "prompt-completion",
  "text",
  "trl",
  "trl-implicit",
  "axolotl-segments",
  "openrlhf",
])

/** These go through the command line. */
const byCommand = new Set(["sft.messages", "preference.llamafactory-sharegpt", "raw.records"])

const splits = { splits: "train=0.8,test=0.2", seed: "1" }

function run(command: string, args: readonly string[], env = process.env): Promise<void> {
  const child = spawn(command, args, { env })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk))
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    // 5: some rows were left out, and the report says which.
    child.once("close", (code) =>
      code === 0 || code === 5
        ? resolve()
        : reject(new Error(`${args.join(" ")} ended with ${code}: ${said}`)),
    )
  })
}

async function viaCommand(loam: Loam, query: ExportQuery, place: string): Promise<void> {
  const env = { ...process.env, LOAM_API_URL: loam.url, LOAM_API_KEY: ownerKey }
  const map = (query.map ?? []).flatMap((part) => ["--map", part])
  const what = [
    "export",
    "-d",
    datasetName,
    "--task",
    query.task ?? "",
    "--format",
    query.format ?? "",
    ...map,
  ]
  await run(process.execPath, [program, ...what, "-o", `${place}.jsonl`], env)
  const folder = ["--folder", place, "--splits", splits.splits, "--seed", splits.seed]
  await run(process.execPath, [program, ...what, ...folder], env)
}

async function viaHttp(remote: RemoteFeedbackDataset, query: ExportQuery, place: string): Promise<void> {
  const lines = await remote.export(query)
  await writeFile(`${place}.jsonl`, lines.stream)
  const folder = await remote.export({ ...query, ...splits, container: "folder" })
  await mkdir(place)
  await writeFile(`${place}.tar`, folder.stream)
  await run("tar", ["-xf", `${place}.tar`, "-C", place])
}

/** What LLaMA-Factory and Axolotl want to be told of a file, for the tests with their own loaders. */
async function companions(remote: RemoteFeedbackDataset, query: ExportQuery) {
  const { companions: files, rows } = await remote.checkExport(query)
  return { companions: files, rows }
}

const folder = process.argv[2]
const only = process.argv[3]?.split(",")
if (!folder) throw new Error("name the folder")
await mkdir(folder, { recursive: true })
const { pairs, from } = readPairs(most)
console.log(`${pairs.length} pairs: ${from}`)
const server = await startLoam()

function formatsOf(items: readonly ExportTask[], name: string): string[] {
  const offered = items.find(({ task }) => task === taskOf(name))?.formats ?? []
  const ids = offered.map(({ id }) => id)
  return name.endsWith("-turns") ? ids.filter((id) => !plainOnly.has(id)) : ids
}

try {
  const dataset_id = await fill(server, pairs)
  const remote = await FeedbackDataset.open({ client: server.owner, id: dataset_id })
  const { items } = await server.owner.exports.tasks({ dataset_id })
  const untold = items.filter(({ task }) => parts[task] === undefined)
  if (untold.length > 0) throw new Error(`no parts for ${untold.map(({ task }) => task).join()}`)
  const files = []
  for (const [name, map] of Object.entries(parts)) {
    for (const format of formatsOf(items, name)) {
      const id = `${name}.${format}`
      if (only && !only.includes(id)) continue
      const place = join(folder, id)
      const query = { task: taskOf(name), format, map: [...map] }
      if (byCommand.has(id)) await viaCommand(server, query, place)
      else await viaHttp(remote, query, place)
      files.push({ task: name, format, ...(await companions(remote, query)) })
    }
  }
  await writeFile(join(folder, "files.json"), JSON.stringify(files))
  console.log(`${files.length} exports`)
} finally {
  await server.stop()
}
