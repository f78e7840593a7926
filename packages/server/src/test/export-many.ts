/** A thread that exports made-up records, far more text than its heap holds; tests give it a small one. */
import { createHash } from "node:crypto"
import { parentPort, workerData } from "node:worker_threads"
import { createExporter, type SourceRecord } from "@loam/training"
import { openContainer } from "../exports/containers.ts"
import { streamExport } from "../exports/stream-export.ts"

export interface ManyRecords {
  readonly records: number
  readonly container: "jsonl" | "parquet" | "folder"
}

const { records, container } = workerData as ManyRecords

const dataset = {
  name: "many",
  fields: [{ name: "prompt", settings: { type: "text" as const } }],
  questions: [{ id: "q", name: "answer", settings: { type: "text" as const } }],
}

const pieces = Array.from({ length: 1_000 }, (_, n) =>
  createHash("sha512").update(String(n)).digest("base64"),
)

/** 5 kB that no other record has. */
function textOf(seed: number): string {
  let text = `${seed}`
  for (let n = 0; n < 60; n += 1) text += ` ${pieces[(seed * 31 + n * n * (seed % 97)) % pieces.length]}`
  return text
}

async function* pages(): AsyncGenerator<SourceRecord[]> {
  for (let from = 0; from < records; from += 200)
    yield Array.from({ length: 200 }, (_, at) => ({
      id: String(from + at),
      fields: { prompt: `question ${from + at}` },
      responses: [
        { user_id: "ann", status: "submitted" as const, values: { answer: { value: textOf(from + at) } } },
      ],
    }))
}

const exporter = createExporter({ task: "sft", format: "trl", dataset })
const stream = streamExport(exporter, openContainer(container, exporter, { title: "many" }), pages())
let bytes = 0
for await (const piece of stream) bytes += piece.length
parentPort?.postMessage({ bytes, rows: exporter.finish().rows })
