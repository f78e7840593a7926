/** Good or bad: how a question's value becomes the boolean that unpaired and stepwise data want. */
import { type Problem, problem } from "../lint/finding.ts"
import { MappingError } from "../source/mapping-error.ts"
import type { Slot } from "../source/slots.ts"
import type { SourceQuestion } from "../source/types.ts"
import { scale } from "./comparison/judgement.ts"
import { tokens } from "./comparison/tokens.ts"

export interface VerdictOptions {
  /** Option values that mean good; all others mean bad, unless `negative` is given too. */
  readonly positive?: readonly string[] | undefined
  readonly negative?: readonly string[] | undefined
  /** Ratings from here on are good. Without it those above the middle are, and the middle itself says nothing. */
  readonly threshold?: number | undefined
}

export type Verdict = (value: unknown) => boolean | Problem

const goodWords = new Set([
  "good",
  "yes",
  "up",
  "true",
  "accept",
  "accepted",
  "desirable",
  "helpful",
  "correct",
  "positive",
  "chosen",
  "like",
  "pass",
  "ok",
  "right",
  "acceptable",
  "safe",
  "valid",
  "thumbsup",
])
const badWords = new Set([
  "bad",
  "no",
  "not",
  "down",
  "false",
  "reject",
  "rejected",
  "undesirable",
  "unhelpful",
  "incorrect",
  "negative",
  "dislike",
  "fail",
  "wrong",
  "unacceptable",
  "unsafe",
  "error",
  "invalid",
  "mistake",
  "hallucination",
  "thumbsdown",
])

/** What an option's name says of itself; `not good` is bad. */
export function saidVerdict(name: string): boolean | undefined {
  const words = tokens(name)
  if (words.some((word) => badWords.has(word))) return false
  return words.some((word) => goodWords.has(word)) ? true : undefined
}

function byThreshold(question: SourceQuestion, threshold: number | undefined): Verdict {
  const steps = scale(question)
  const middle = ((steps[0] ?? 0) + (steps.at(-1) ?? 0)) / 2
  return (value) => {
    if (typeof value !== "number") return problem("wrong-type", `'${question.name}' must be a number.`)
    if (threshold !== undefined) return value >= threshold
    return value === middle ? problem("verdict-neutral", `It is ${value}.`) : value > middle
  }
}

/** Which options of a question are good and which are bad; throws with the options where their names do not tell. */
export function readVerdicts(
  question: SourceQuestion,
  slot: Slot,
  { positive, negative }: VerdictOptions,
): ReadonlyMap<string, boolean | undefined> {
  const options = (question.settings.options ?? []).map(({ value }) => String(value))
  const stray = [...(positive ?? []), ...(negative ?? [])].find((value) => !options.includes(value))
  if (stray !== undefined) {
    throw new MappingError("mapping-option", slot, options, `'${question.name}' has no option '${stray}'`)
  }
  if (positive !== undefined || negative !== undefined) {
    const both = positive !== undefined && negative !== undefined
    const said = (value: string) => {
      if (positive?.includes(value)) return true
      if (negative?.includes(value)) return false
      return both ? undefined : positive === undefined
    }
    return new Map(options.map((value) => [value, said(value)]))
  }
  const said = new Map(options.map((value) => [value, saidVerdict(value)]))
  const found = new Set(said.values())
  if (!found.has(true) && !found.has(false)) {
    const what = `which options of '${question.name}' are good is not clear; list them in 'positive'`
    throw new MappingError("mapping-option", slot, options, what)
  }
  return said
}

/** The verdict that a label or rating question's value stands for. */
export function verdictOf(question: SourceQuestion, slot: Slot, options: VerdictOptions): Verdict {
  if (question.settings.type === "rating") return byThreshold(question, options.threshold)
  const verdicts = readVerdicts(question, slot, options)
  const unclear = [...verdicts].filter(([, good]) => good === undefined).map(([value]) => value)
  const given = options.positive !== undefined || options.negative !== undefined
  if (unclear.length > 0 && !given) {
    const what = `whether ${unclear.map((value) => `'${value}'`).join(", ")} of '${question.name}' is good is not clear; say it in 'positive' and 'negative'`
    throw new MappingError("mapping-option", slot, unclear, what)
  }
  return (value) => {
    const good = verdicts.get(String(value))
    if (good !== undefined) return good
    return problem(
      verdicts.has(String(value)) ? "verdict-neutral" : "label-unknown",
      `It is '${String(value)}'.`,
    )
  }
}
