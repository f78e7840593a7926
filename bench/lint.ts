/**
 * `node --conditions=source bench/lint.ts`: what the linter's checks cost, apart from reading and writing: rows and tokens
 * a second on preference pairs of about 200 words. `--tokenizer FOLDER` names a model's own tokenizer files.
 */
import { existsSync, readFileSync } from "node:fs"
import { cpus } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import {
  type BenchmarkItem,
  createContaminationIndex,
  createExaminer,
  createLinter,
  type Examine,
  type Example,
  findFormat,
  openTokenizer,
} from "@loam/training"

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "4000" },
    benchmark: { type: "string", default: "20000" },
    tokenizer: { type: "string" },
  },
})
const count = Number(options.rows)

const own = fileURLToPath(new URL("../packages/training/src/test/tokenizer", import.meta.url))
const folder = options.tokenizer ?? own
const json = (...names: string[]) => {
  const name = names.find((one) => existsSync(join(folder, one)))
  return name === undefined ? undefined : JSON.parse(readFileSync(join(folder, name), "utf8"))
}

/** English of the committed prompts, mixed anew for every row. */
const prompts = readFileSync(fileURLToPath(new URL("../e2e/fixtures/prompts.jsonl", import.meta.url)), "utf8")
const words = prompts
  .split("\n")
  .filter((line) => line !== "")
  .flatMap((line) => String(JSON.parse(line).prompt).split(/\s+/))
let state = 1
const next = () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return words[state % words.length] ?? ""
}
const text = (length: number) => Array.from({ length }, next).join(" ")
const say = (content: string) => [{ role: "assistant" as const, content }]

const examples: Example<"pair">[] = Array.from({ length: count }, (_, at) => {
  const prompt = text(40)
  return {
    id: String(at),
    group: prompt,
    source: { record_id: String(at), external_id: null, origin: "record" },
    prompt: [{ role: "user", content: prompt }],
    target: { kind: "pair", chosen: say(text(80)), rejected: say(text(80)) },
  }
})
const benchmark: BenchmarkItem[] = Array.from({ length: Number(options.benchmark) }, (_, at) => ({
  name: `made/${at}`,
  text: text(60),
}))

const render = findFormat("preference", "trl-chat").renderer({
  dataset: { name: "bench", fields: [], questions: [] },
  shape: {},
  options: {},
})

/** Rows a second through the linter with an examiner or without one. */
function rate(examine?: Examine): { rows: number; tokens: number } {
  const linter = createLinter(findFormat("preference", "trl-chat"), { examine })
  const start = performance.now()
  for (const example of examples) {
    const made = render(example)
    if ("code" in made) throw new Error(made.code)
    for (const row of made) linter.push(row, example)
  }
  const seconds = (performance.now() - start) / 1000
  return { rows: count / seconds, tokens: (linter.finish().tokens?.total ?? 0) / seconds }
}

const opening = performance.now()
const tokenizer = openTokenizer({
  tokenizer: json("tokenizer.json"),
  config: json("tokenizer_config.json", "tokenizer-config.json"),
})
const opened = performance.now() - opening
const indexing = performance.now()
const contamination = createContaminationIndex(benchmark)
const indexed = performance.now() - indexing

const checks: [string, (() => Examine) | undefined][] = [
  ["structure, duplicates, control tokens", undefined],
  ["the same and tokens", () => createExaminer({ tokenizer })],
  [`the same and ${benchmark.length} benchmark texts`, () => createExaminer({ contamination })],
  ["the same and near-duplicates", () => createExaminer({ near_duplicates: true })],
]
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${count} pairs of 200 words`,
)
console.log(`tokenizer of ${folder === own ? "600 tokens" : folder}: opened in ${opened.toFixed(0)} ms`)
console.log(`${benchmark.length} benchmark texts of 60 words: indexed in ${indexed.toFixed(0)} ms\n`)
for (const [name, make] of checks) {
  rate(make?.()) // once for the compiler
  const { rows, tokens } = rate(make?.())
  const counted = tokens === 0 ? "" : `, ${Math.round(tokens).toLocaleString("en")} tokens/s`
  console.log(`${name.padEnd(40)} ${Math.round(rows).toLocaleString("en").padStart(9)} rows/s${counted}`)
}
