/** The linter of one file: looks at each row before it is written, and at the whole when all have passed. */
import { type Example, isKind, type TargetKind } from "../example.ts"
import type { ExportFormat, Row } from "../formats/format.ts"
import { hashRow } from "../hash/fast-hash.ts"
import type { ContaminationIndex } from "./contamination.ts"
import {
  classFindings,
  type FileFinding,
  rowCountFindings,
  runOnFindings,
  unpairedFindings,
} from "./file-findings.ts"
import { type Problem, problem } from "./finding.ts"
import { createHashSet, hashSetLimit } from "./hash-set.ts"
import { findPersonalData } from "./personal-data.ts"
import { firstProblem, type Rule, writable } from "./rule.ts"
import { findSpecialToken } from "./special-tokens.ts"
import { exampleTexts } from "./texts.ts"
import { createTokenCounter, type TokenLengths } from "./token-lengths.ts"

export type Reaction = "refuse" | "warn" | "off"

export interface LintOptions {
  /** Rows that say what an earlier row said. */
  readonly duplicates?: Reaction | undefined
  /** Counts the tokens of a text with the model's own tokenizer. */
  readonly tokenizer?: ((text: string) => number) | undefined
  readonly max_tokens?: number | undefined
  readonly too_long?: Reaction | undefined
  readonly contamination?: ContaminationIndex | undefined
  readonly contaminated?: Reaction | undefined
  readonly special_tokens?: Exclude<Reaction, "refuse"> | undefined
  readonly personal_data?: Reaction | undefined
}

export interface LintReport {
  readonly rows: number
  readonly findings: readonly FileFinding[]
  readonly tokens?: TokenLengths
  readonly classes?: Readonly<Record<string, number>>
}

export interface Linter {
  /** Problems of a row; it may be written when `refused` is undefined. */
  readonly push: (
    row: Row,
    example?: Example,
  ) => { readonly refused?: Problem; readonly warnings: readonly Problem[] }
  readonly finish: () => LintReport
}

/** Kinds whose equal rows are several people's votes, not copies. */
const votes: ReadonlySet<TargetKind> = new Set([
  "raw",
  "class",
  "soft",
  "rating",
  "spans",
  "answer",
  "similarity",
  "attributes",
])

type Check = (row: Row, example?: Example) => Problem | undefined

const duplicateCheck = (): { check: Check; full: () => boolean } => {
  const set = createHashSet()
  let full = false
  return {
    check(row) {
      const seen = set.seen(...hashRow(row))
      if (seen === undefined) full = true
      return seen === true ? problem("duplicate-row") : undefined
    },
    full: () => full,
  }
}

/** A trainer reads one margin column: there on all rows, or on none. */
function marginCheck(): Check {
  let first: boolean | undefined
  return (row) => {
    const has = row.margin !== undefined
    first ??= has
    if (first === has) return undefined
    return problem(first ? "margin-missing" : "margin-unexpected")
  }
}

function lengthCheck(counter: ReturnType<typeof createTokenCounter>, options: LintOptions): Check {
  const { tokenizer, max_tokens } = options
  return (_row, example) => {
    if (tokenizer === undefined || example === undefined) return undefined
    const { prompt, answers } = exampleTexts(example)
    const tokens = tokenizer(prompt) + Math.max(0, ...answers.map(tokenizer))
    counter.add(tokens)
    if (max_tokens === undefined || tokens <= max_tokens) return undefined
    return problem("too-long", `It has ${tokens} tokens, ${max_tokens} are allowed.`)
  }
}

function contaminationCheck(index: ContaminationIndex): Check {
  return (_row, example) => {
    if (example === undefined) return undefined
    const { prompt, answers } = exampleTexts(example)
    for (const text of [prompt, ...answers]) {
      const match = index.find(text)
      if (match === undefined) continue
      const quoted = Array.from(text).slice(match.start, match.end).join("").slice(0, 120)
      return problem("contaminated", `It shares '${quoted}' with ${match.name}.`)
    }
    return undefined
  }
}

const specialCheck: Check = (row) => {
  const token = findSpecialToken(row)
  return token === undefined ? undefined : problem("special-token", `It is ${token}.`)
}

const personalCheck: Check = (row) => {
  const kinds = findPersonalData(row)
  return kinds.length === 0 ? undefined : problem("personal-data", `It looks like: ${kinds.join(", ")}.`)
}

/** Checks with what is done about them, in the order in which they run. */
function checksOf(kind: TargetKind, options: LintOptions, counter: ReturnType<typeof createTokenCounter>) {
  const duplicates = duplicateCheck()
  const { contamination } = options
  const list: [Reaction, Check][] = [
    ["refuse", kind === "pair" ? marginCheck() : () => undefined],
    [options.tokenizer === undefined ? "off" : (options.too_long ?? "refuse"), lengthCheck(counter, options)],
    [options.special_tokens ?? "warn", kind === "raw" ? () => undefined : specialCheck],
    [options.personal_data ?? "off", personalCheck],
    [options.duplicates ?? (votes.has(kind) ? "off" : "warn"), duplicates.check],
  ]
  if (contamination !== undefined)
    list.push([options.contaminated ?? "refuse", contaminationCheck(contamination)])
  return { checks: list.filter(([reaction]) => reaction !== "off"), full: duplicates.full }
}

/** Counts what balances a file: good and bad rows, rows a class. */
function createBalance(classes: readonly string[]) {
  const counts = new Map<string, number>()
  let good = 0
  let bad = 0
  return {
    add(example: Example | undefined) {
      if (example === undefined) return
      if (isKind(example, "unpaired")) {
        if (example.target.label) good += 1
        else bad += 1
      }
      if (isKind(example, "class")) {
        for (const name of [example.target.label].flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    },
    findings: () => [...unpairedFindings(good, bad), ...classFindings(counts, classes)],
    classes: () => (counts.size === 0 ? {} : { classes: Object.fromEntries(counts) }),
  }
}

const runsOn = (row: Row, joined: string) => {
  const { prompt } = row
  const answer = row[joined]
  return (
    typeof prompt === "string" && typeof answer === "string" && /\S$/u.test(prompt) && /^\S/u.test(answer)
  )
}

/** A linter for a file of the format; needs the rows in any order, keeps none of them. */
export function createLinter(
  format: Pick<ExportFormat, "rules" | "kind" | "min_rows" | "joins">,
  options: LintOptions = {},
  classes: readonly string[] = [],
): Linter {
  const rules: readonly Rule[] = [...format.rules, writable]
  const counter = createTokenCounter(options.max_tokens)
  const { checks, full } = checksOf(format.kind, options, counter)
  const balance = createBalance(classes)
  let rows = 0
  let runOn = 0

  function push(row: Row, example?: Example) {
    const broken = firstProblem(row, rules)
    if (broken !== undefined) return { refused: broken, warnings: [] }
    const warnings: Problem[] = []
    for (const [reaction, check] of checks) {
      const found = check(row, example)
      if (found === undefined) continue
      if (reaction === "refuse") return { refused: found, warnings: [] }
      warnings.push(found)
    }
    rows += 1
    balance.add(example)
    if (format.joins !== undefined && runsOn(row, format.joins)) runOn += 1
    return { warnings }
  }

  function finish(): LintReport {
    const unchecked: FileFinding[] = full()
      ? [
          {
            code: "duplicates-unchecked",
            severity: "warning",
            sentence: `Duplicates were looked for among the first ${hashSetLimit} rows only.`,
            remedy: "Look for the others in the file.",
          },
        ]
      : []
    return {
      rows,
      findings: [
        ...rowCountFindings(rows, format.min_rows),
        ...runOnFindings(runOn, rows),
        ...balance.findings(),
        ...unchecked,
      ],
      ...(options.tokenizer === undefined ? {} : { tokens: counter.result() }),
      ...balance.classes(),
    }
  }

  return { push, finish }
}
