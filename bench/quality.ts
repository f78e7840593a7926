/** `node --conditions=source bench/quality.ts`: agreement, consensus and leaderboards at a million records, as a table. */
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import {
  answerPatterns,
  type CodedRatings,
  type ComparisonRow,
  canonicalOrder,
  createUnifier,
  dawidSkene,
  gwetAC,
  krippendorffAlpha,
  leaderboard,
  mace,
  mulberry32,
  tabulateComparisons,
} from "@loam/quality"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "1000000" },
    answers: { type: "string", default: "3" },
    people: { type: "string", default: "500" },
  },
})
const records = Number(options.records)
const answers = Number(options.answers)
const people = Number(options.people)

/** Answers of people who see the truth seven times in ten; each record is answered by some of them. */
function crowd(categories: number): CodedRatings<number> {
  const random = mulberry32(categories)
  const rows = records * answers
  const item = new Int32Array(rows)
  const rater = new Int32Array(rows)
  const value = new Int32Array(rows)
  for (let record = 0; record < records; record++) {
    const truth = Math.floor(random() * categories)
    const first = Math.floor(random() * people)
    for (let at = 0; at < answers; at++) {
      const row = record * answers + at
      item[row] = record
      rater[row] = (first + at * 7) % people
      value[row] = random() < 0.7 ? truth : Math.floor(random() * categories)
    }
  }
  const names = (count: number, letter: string) => Array.from({ length: count }, (_, at) => `${letter}${at}`)
  return {
    items: names(records, "record "),
    raters: names(people, "p"),
    item,
    rater,
    value,
    categories: Array.from({ length: categories }, (_, at) => at + 1),
  }
}

interface Line {
  readonly work: string
  readonly seconds: number
  readonly result: string
}

const lines: Line[] = []

function measure<T>(work: string, run: () => T, describe: (result: T) => string): T {
  const started = performance.now()
  const result = run()
  const seconds = (performance.now() - started) / 1000
  lines.push({ work, seconds, result: describe(result) })
  return result
}

const digits = (value: number | null | undefined) => (value ?? Number.NaN).toFixed(4)
const million = `${records.toLocaleString("en")} × ${answers}`

/** Returns the seconds of nominal alpha from rows to interval. */
function agreement(categories: number): number {
  const table = crowd(categories)
  const before = lines.reduce((sum, line) => sum + line.seconds, 0)
  const patterns = measure(
    `distinct patterns of ${million}, ${categories} categories`,
    () => answerPatterns(table),
    ({ weight }) => `${weight.length.toLocaleString("en")} patterns`,
  )
  const draw = (seed: number) => ({ bootstrap: { random: mulberry32(seed), draws: 1000 } })
  const shown = ({ value, interval }: ReturnType<typeof krippendorffAlpha>) =>
    `${digits(value)} [${digits(interval?.low)}, ${digits(interval?.high)}]`
  measure("nominal alpha, 1,000 draws", () => krippendorffAlpha(patterns, "nominal", draw(1)), shown)
  const spent = lines.reduce((sum, line) => sum + line.seconds, 0) - before
  measure("ordinal alpha, 1,000 draws", () => krippendorffAlpha(patterns, "ordinal", draw(2)), shown)
  measure("interval alpha, 1,000 draws", () => krippendorffAlpha(patterns, "interval", draw(3)), shown)
  measure(
    "AC1, 1,000 draws",
    () => gwetAC(patterns, draw(4)),
    ({ value }) => digits(value),
  )
  return spent
}

function consensus(): void {
  const table = crowd(5)
  const ordered = measure(
    `canonical order of ${million}`,
    () => canonicalOrder(table),
    () => "",
  )
  measure(
    `Dawid–Skene, ${million}, 5 categories, ${people} people`,
    () => dawidSkene(ordered),
    ({ iterations, converged }) => `${iterations} iterations, ${converged ? "converged" : "stopped"}`,
  )
  measure(
    `MACE, ${million}, 50 rounds`,
    () => mace(ordered),
    ({ competence }) => `first competence ${digits(competence[0])}`,
  )
  const settings = {
    type: "rating" as const,
    options: table.categories.map((value) => ({ value })),
  }
  const { unify } = createUnifier(settings, { name: "majority", tie: ["lowest"] })
  measure(
    `unify by majority, ${records.toLocaleString("en")} records one by one`,
    () => {
      let resolved = 0
      for (let record = 0; record < records; record++) {
        const given = Array.from({ length: answers }, (_, at) => {
          const row = record * answers + at
          return {
            rater: table.raters[table.rater[row] ?? 0] ?? "",
            value: table.categories[table.value[row] ?? 0] ?? 0,
          }
        })
        if (unify({ id: String(record), answers: given }).status === "resolved") resolved++
      }
      return resolved
    },
    (resolved) => `${resolved.toLocaleString("en")} resolved`,
  )
}

function comparisons(): void {
  const random = mulberry32(6)
  const models = Array.from({ length: 60 }, (_, at) => `m${at}`)
  const rows = Array.from({ length: 100_000 }, (_, at): ComparisonRow => {
    const [a, b] = [Math.floor(random() * 60), Math.floor(random() * 60)]
    const chance = 1 / (1 + Math.exp((b - a) / 20))
    const decided = random() < chance ? "left" : "right"
    return {
      left: models[a] ?? "",
      right: models[b] ?? "",
      winner: random() < 0.2 ? "tie" : decided,
      voter: `v${at % 300}`,
    }
  })
  measure(
    "leaderboard of 60 models, 100,000 votes of 300 people, 1,000 draws",
    () => leaderboard(tabulateComparisons(rows), { bootstrap: { random: mulberry32(7) } }),
    (board) => `first: ${board.rows?.[0]?.contestant}`,
  )
}

const seconds = agreement(5)
agreement(20)
agreement(100)
consensus()
comparisons()

const width = Math.max(...lines.map(({ work }) => work.length))
console.log(`${cpus().length} × ${cpus()[0]?.model ?? "CPU"}, Node ${process.versions.node}`)
for (const { work, seconds: spent, result } of lines) {
  console.log(`${work.padEnd(width)}  ${spent.toFixed(2).padStart(7)} s  ${result}`)
}
console.log(`nominal alpha with 1,000 draws from ${million} answers: ${seconds.toFixed(2)} s (limit 10 s)`)
if (seconds > 10) process.exitCode = 1
