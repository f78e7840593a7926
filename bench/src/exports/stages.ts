/** The steps between a record and its row, each by itself on records in memory, on one core. */
import { readFileSync } from "node:fs"
import {
  createContaminationIndex,
  createExporter,
  createLinter,
  type ExportRow,
  findFormat,
  openTokenizer,
  type SourceRecord,
} from "@loam/training"
import { generator, makeText } from "../texts.ts"

export interface Stage {
  readonly name: string
  /** Rows a second. */
  readonly rate: number
  /** A check that only exports pay for that ask for it. */
  readonly apart?: boolean
}

const dataset = {
  name: "pairs",
  fields: ["prompt", "first", "second"].map((name) => ({ name, settings: { type: "text" as const } })),
  questions: [
    {
      id: "choice",
      name: "choice",
      settings: {
        type: "label_selection" as const,
        options: ["first", "second"].map((value) => ({ value, text: value })),
      },
    },
  ],
}

function recordTexts(count: number): string[] {
  const random = generator(11)
  return Array.from({ length: count }, (_, n) => {
    const choice = { choice: { value: random() < 0.7 ? "first" : "second" } }
    return JSON.stringify({
      id: `record-${n}`,
      status: "completed",
      fields: { prompt: makeText(random, 40), first: makeText(random, 80), second: makeText(random, 80) },
      metadata: { number: n },
      external_id: null,
      responses: [{ id: `r-${n}`, user_id: "ann", status: "submitted", surplus: false, values: choice }],
      suggestions: [],
    })
  })
}

/** The last of three goes: the first ones pay for the compiler. */
function rateOf(count: number, run: () => void): number {
  run()
  run()
  const started = performance.now()
  run()
  return count / ((performance.now() - started) / 1000)
}

const tokenizerFile = new URL("../../../packages/training/src/test/tokenizer/tokenizer.json", import.meta.url)

/** `tokenizer`: a tokenizer.json of one's own. */
export function measureStages(count: number, tokenizer?: string): Stage[] {
  const texts = recordTexts(count)
  const records = texts.map((text) => JSON.parse(text) as SourceRecord)
  const request = { task: "preference", format: "trl", dataset }
  const exporter = createExporter(request)
  const rows: ExportRow[] = records.flatMap((record) => exporter.push(record).rows)
  const format = findFormat("preference", "trl")
  const model = openTokenizer({
    tokenizer: JSON.parse(readFileSync(tokenizer ?? tokenizerFile, "utf8")) as Record<string, unknown>,
  })
  const random = generator(5)
  const benchmark = Array.from({ length: 10_000 }, (_, n) => ({
    name: `item ${n}`,
    text: makeText(random, 60),
  }))
  const index = createContaminationIndex(benchmark)
  const said = rows.map(({ data }) => [data.prompt, data.chosen, data.rejected].map(String))
  const few = said.slice(0, Math.ceil(count / 10))
  return [
    { name: "parse", rate: rateOf(count, () => void texts.map((text) => JSON.parse(text))) },
    { name: "build", rate: rateOf(count, () => void records.map((record) => exporter.build(record))) },
    {
      name: "build, render and lint",
      rate: rateOf(count, () => {
        const fresh = createExporter(request)
        for (const record of records) fresh.push(record)
      }),
    },
    {
      name: "lint (structure, duplicates, control tokens)",
      rate: rateOf(count, () => {
        const linter = createLinter(format)
        for (const { data, example } of rows) linter.push(data, example)
      }),
    },
    { name: "write as JSON", rate: rateOf(count, () => void rows.map((row) => exporter.write(row))) },
    {
      name: "count tokens",
      apart: true,
      rate: rateOf(few.length, () => {
        for (const row of few) for (const text of row) model.count(text)
      }),
    },
    {
      name: "look for 10,000 benchmark items",
      apart: true,
      rate: rateOf(few.length, () => {
        for (const row of few) for (const text of row) index.find(text)
      }),
    },
  ]
}
