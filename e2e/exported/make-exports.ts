/**
 * `node --conditions=source e2e/exported/make-exports.ts FOLDER`: a running Loam with answered records, exported through
 * the command line in every format of every task it offers: FOLDER/<task>.<format>.jsonl and the dataset folder beside it.
 */
import { spawn } from "node:child_process"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import {
  FeedbackDataset,
  LabelQuestion,
  MultiLabelQuestion,
  RatingQuestion,
  SpanQuestion,
  TextField,
  TextQuestion,
} from "@loam/sdk"
import { type Loam, ownerKey, startLoam } from "../lib/loam.ts"
import { type Pair, readPairs } from "./answered.ts"

const program = fileURLToPath(new URL("../../packages/cli/bin/loam.js", import.meta.url))
const name = "answered"

/** What each task is made of; where it is not named, Loam finds it. */
const parts: Readonly<Record<string, readonly string[]>> = {
  sft: ["completion=demonstration", "prompt=prompt"],
  "prompt-only": ["prompt=field:prompt", "extra=metadata:solution"],
  preference: ["prompt=prompt", "choice=choice", "responses=first", "responses=second"],
  ranking: [
    "prompt=prompt",
    "ratings=first-rating",
    "ratings=second-rating",
    "responses=first",
    "responses=second",
  ],
  unpaired: ["prompt=prompt", "verdict=verdict", "response=first"],
  attributes: ["prompt=prompt", "response=first"],
  "text-classification": ["text=prompt", "label=verdict"],
  "soft-label": ["text=prompt", "label=verdict"],
  "token-classification": ["text=prompt"],
  "sentence-similarity": ["sentences=first", "sentences=second"],
}

async function fill({ owner }: Loam, pairs: readonly Pair[]): Promise<string> {
  const dataset = new FeedbackDataset({
    guidelines: "Prefer the answer that helps more.",
    fields: ["prompt", "first", "second"].map((field) => new TextField({ name: field })),
    questions: [
      new LabelQuestion({ name: "choice", labels: ["first", "second"] }),
      new TextQuestion({ name: "demonstration" }),
      new LabelQuestion({ name: "verdict", labels: ["good", "bad"] }),
      new RatingQuestion({ name: "first-rating", values: [1, 2, 3, 4, 5] }),
      new RatingQuestion({ name: "second-rating", values: [1, 2, 3, 4, 5] }),
      new MultiLabelQuestion({ name: "topics", labels: ["a", "b", "c"] }),
      new SpanQuestion({ name: "spans", field: "prompt", labels: ["start", "rest"] }),
    ],
  })
  // Every other pair is shown the other way round.
  const shown = pairs.map((pair, index) => ({ ...pair, swapped: index % 2 === 1 }))
  dataset.addRecords(
    shown.map(({ prompt, better, worse, swapped }, index) => ({
      external_id: `pair-${index}`,
      fields: { prompt, first: swapped ? worse : better, second: swapped ? better : worse },
      metadata: { solution: better, number: index },
    })),
  )
  const remote = await dataset.push({ name, workspace: "team", client: owner })
  let index = 0
  for await (const { id, fields } of remote.records()) {
    const { better = "", swapped = false } = shown[index] ?? {}
    const values = {
      choice: { value: swapped ? "second" : "first" },
      demonstration: { value: better },
      verdict: { value: swapped ? "bad" : "good" },
      "first-rating": { value: swapped ? 2 : 5 },
      "second-rating": { value: swapped ? 5 : 2 },
      topics: { value: index % 3 === 0 ? ["a"] : ["b", "c"] },
      spans: { value: [{ start: 0, end: Math.min(3, String(fields.prompt).length), label: "start" }] },
    }
    await owner.responses.create({ record_id: id, body: { status: "submitted", values } })
    index += 1
  }
  return remote.id
}

function loam(url: string, args: readonly string[]): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, LOAM_API_URL: url, LOAM_API_KEY: ownerKey }
  const child = spawn(process.execPath, [program, ...args], { env })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk))
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })))
}

const folder = process.argv[2]
const only = process.argv[3]?.split(",")
if (!folder) throw new Error("name the folder")
await mkdir(folder, { recursive: true })
const { pairs, from } = readPairs()
console.log(`${pairs.length} pairs: ${from}`)
const server = await startLoam()
try {
  const dataset_id = await fill(server, pairs)
  const { items } = await server.owner.exports.tasks({ dataset_id })
  const files = []
  for (const { task, formats } of items) {
    const map = (parts[task] ?? []).flatMap((part) => ["--map", part])
    for (const { id } of formats) {
      if (only && !only.includes(`${task}.${id}`)) continue
      const place = join(folder, `${task}.${id}`)
      const what = ["export", "-d", name, "--task", task, "--format", id, ...map]
      const asLines = await loam(server.url, [...what, "-o", `${place}.jsonl`])
      // What this dataset cannot be is said with a reason; a failure of any other kind is one.
      if (asLines.code === 1 && /need|no question|cannot|choices|fits/i.test(asLines.said)) {
        console.log(`not offered here: ${task}.${id}: ${asLines.said.trim()}`)
        break
      }
      const asFolder = await loam(server.url, [
        ...what,
        "--folder",
        place,
        "--splits",
        "train=0.8,test=0.2",
        "--seed",
        "1",
      ])
      for (const ended of [asLines, asFolder])
        if (ended.code !== 0 && ended.code !== 5)
          throw new Error(`${what.join(" ")} ended with ${ended.code}: ${ended.said}`)
      files.push({ task, format: id, place })
    }
  }
  await writeFile(join(folder, "files.json"), JSON.stringify(files))
  console.log(`${files.length} exports`)
} finally {
  await server.stop()
}
