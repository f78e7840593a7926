/** The linter of one file: looks at each row before it is written, and at the whole when all have passed. */
import { type Example, isKind, type TargetKind } from "../example.ts"
import type { ExportFormat, Row } from "../formats/format.ts"
import { hashRow } from "../hash/fast-hash.ts"
import type { FindingCode } from "./catalogue.ts"
import type { Examine, Examined } from "./examine.ts"
import {
  classFindings,
  type FileFinding,
  rowCountFindings,
  runOnFindings,
  uncheckedFindings,
  unpairedFindings,
} from "./file-findings.ts"
import { type Problem, problem } from "./finding.ts"
import { createHashSet, hashSetLimit } from "./hash-set.ts"
import { findPersonalData } from "./personal-data.ts"
import { type Rule, writable } from "./rule.ts"
import { findSpecialToken } from "./special-tokens.ts"
import { createTokenCounter, type TokenLengths } from "./token-lengths.ts"

export type Reaction = "refuse" | "warn" | "off"

export interface LintOptions {
  /** Rows that say what an earlier row said. */
  readonly duplicates?: Reaction | undefined
  readonly max_tokens?: number | undefined
  /** Rows over the budget; `truncate` cuts prompts and refuses what is still too long. */
  readonly too_long?: Reaction | "truncate" | undefined
  readonly contaminated?: Reaction | undefined
  readonly near_duplicates?: Reaction | undefined
  readonly special_tokens?: Exclude<Reaction, "refuse"> | undefined
  readonly personal_data?: Reaction | undefined
  /** What is done about a broken rule of the format; refused unless said otherwise. */
  readonly rules?: Readonly<Partial<Record<FindingCode, Reaction>>> | undefined
  /** Tokens, benchmarks and near-duplicates, where they are to be looked for. */
  readonly examine?: Examine | undefined
}

export interface LintReport {
  readonly rows: number
  readonly findings: readonly FileFinding[]
  readonly tokens?: TokenLengths
  readonly classes?: Readonly<Record<string, number>>
}

export interface Linter {
  /** Problems of a row; it may be written when `refused` is undefined. `examined`: what was found of its example. */
  readonly push: (
    row: Row,
    example?: Example,
    examined?: Examined,
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

type Check = (row: Row) => Problem | undefined

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

const specialCheck: Check = (row) => {
  const token = findSpecialToken(row)
  return token === undefined ? undefined : problem("special-token", `It is ${token}.`)
}

const personalCheck: Check = (row) => {
  const kinds = findPersonalData(row)
  return kinds.length === 0 ? undefined : problem("personal-data", `It looks like: ${kinds.join(", ")}.`)
}

/** Checks with what is done about them, in the order in which they run. */
function checksOf(kind: TargetKind, options: LintOptions) {
  const duplicates = duplicateCheck()
  const list: [Reaction, Check][] = [
    ["refuse", kind === "pair" ? marginCheck() : () => undefined],
    [options.special_tokens ?? "warn", kind === "raw" ? () => undefined : specialCheck],
    [options.personal_data ?? "off", personalCheck],
    [options.duplicates ?? (votes.has(kind) ? "off" : "warn"), duplicates.check],
  ]
  return { checks: list.filter(([reaction]) => reaction !== "off"), full: duplicates.full }
}

/** What is done about each thing that an examiner finds. */
function examinedReactions(options: LintOptions): Readonly<Partial<Record<FindingCode, Reaction>>> {
  const { too_long = "refuse" } = options
  return {
    "too-long": too_long === "truncate" ? "refuse" : too_long,
    "prompt-cut": "warn",
    contaminated: options.contaminated ?? "refuse",
    "near-duplicate": options.near_duplicates ?? "off",
  }
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

type Reactions = Readonly<Partial<Record<FindingCode, Reaction>>>

/** True when a problem refuses its row; one that only warns is kept. */
function refuses(found: Problem | undefined, reactions: Reactions, warnings: Problem[]): found is Problem {
  if (found === undefined) return false
  const reaction = reactions[found.code] ?? "refuse"
  if (reaction === "warn") warnings.push(found)
  return reaction === "refuse"
}

/** A linter for a file of the format; needs the rows in any order, keeps none of them. */
export function createLinter(
  format: Pick<ExportFormat, "rules" | "kind" | "min_rows" | "joins">,
  options: LintOptions = {},
  classes: readonly string[] = [],
): Linter {
  const rules: readonly Rule[] = [...format.rules, writable]
  const counter = createTokenCounter(options.max_tokens)
  const { checks, full } = checksOf(format.kind, options)
  const reactions = examinedReactions(options)
  const relaxed = options.rules ?? {}
  const balance = createBalance(classes)
  let rows = 0
  let runOn = 0
  let measured = false

  function look(row: Row, examined: Examined | undefined, warnings: Problem[]): Problem | undefined {
    for (const rule of rules) {
      const found = rule(row)
      if (refuses(found, relaxed, warnings)) return found
    }
    if (examined?.tokens !== undefined) {
      measured = true
      counter.add(examined.tokens)
    }
    for (const found of examined?.problems ?? []) if (refuses(found, reactions, warnings)) return found
    for (const [reaction, check] of checks) {
      const one = check(row)
      if (one === undefined) continue
      if (reaction === "refuse") return one
      warnings.push(one)
    }
    return undefined
  }

  function push(row: Row, example?: Example, examined?: Examined) {
    const warnings: Problem[] = []
    const known = examined ?? (example === undefined ? undefined : options.examine?.(example))
    const refused = look(row, known, warnings)
    if (refused !== undefined) return { refused, warnings: [] }
    rows += 1
    balance.add(example)
    if (format.joins !== undefined && runsOn(row, format.joins)) runOn += 1
    return { warnings }
  }

  function finish(): LintReport {
    return {
      rows,
      findings: [
        ...rowCountFindings(rows, format.min_rows),
        ...runOnFindings(runOn, rows),
        ...balance.findings(),
        ...(full() ? [uncheckedFindings("duplicates", hashSetLimit)] : []),
      ],
      ...(measured ? { tokens: counter.result() } : {}),
      ...balance.classes(),
    }
  }

  return { push, finish }
}
