/** Settings as text: `margin=llama2-small`, `lint=too_long=truncate`, as addresses and command lines carry them. */
import { z } from "zod"
import {
  answerSettings,
  type ExportSettings,
  lintSettings,
  optionSettings,
  relaxableRules,
} from "./export-settings.ts"

/** A setting that does not exist or does not take the value, and what does. */
export class SettingError extends Error {
  override name = "SettingError"
}

export interface SettingsText {
  readonly option?: readonly string[] | undefined
  readonly lint?: readonly string[] | undefined
  readonly answers?: readonly string[] | undefined
}

/** What a text may mean: JSON (numbers, lists, objects), the text itself, or a list with commas. */
function meanings(value: string): unknown[] {
  const list = value.split(",").map((one) => one.trim())
  try {
    return [JSON.parse(value), value, list]
  } catch {
    return [value, list]
  }
}

function pairOf(kind: string, text: string): [name: string, value: string] {
  const at = text.indexOf("=")
  if (at > 0 && at < text.length - 1) return [text.slice(0, at).trim(), text.slice(at + 1)]
  throw new SettingError(`${kind}=${text} is not of the form name=value`)
}

function readOne(kind: string, shape: Readonly<Record<string, z.ZodType>>, text: string): [string, unknown] {
  const [name, value] = pairOf(kind, text)
  const schema = Object.hasOwn(shape, name) ? shape[name] : undefined
  if (schema === undefined)
    throw new SettingError(`There is no ${kind} '${name}'. Choices: ${Object.keys(shape).join(", ")}.`)
  const results = meanings(value).map((one) => schema.safeParse(one))
  const read = results.find(({ success }) => success)
  if (read !== undefined) return [name, read.data]
  const issue = results[0]?.error?.issues[0]
  throw new SettingError(
    `${kind} '${name}' cannot be ${value}: ${issue?.message ?? "wrong type"}. ${schema.description ?? ""}`.trim(),
  )
}

function readAll(kind: string, shape: Readonly<Record<string, z.ZodType>>, texts: readonly string[] = []) {
  return texts.length === 0 ? undefined : Object.fromEntries(texts.map((text) => readOne(kind, shape, text)))
}

const ruleShape: Record<string, z.ZodType> = Object.fromEntries(
  relaxableRules.map((rule) => [rule, z.enum(["refuse", "warn", "off"])]),
)

/** Rules of formats are named by their codes, beside the linter's own settings. */
function readLint(texts: readonly string[] | undefined): ExportSettings["lint"] {
  const { rules: _, ...shape } = lintSettings.shape
  const read = readAll("lint", { ...shape, ...ruleShape }, texts)
  if (read === undefined) return undefined
  const entries = Object.entries(read)
  const rules = entries.filter(([name]) => Object.hasOwn(ruleShape, name))
  const own = entries.filter(([name]) => !Object.hasOwn(ruleShape, name))
  return lintSettings.parse({
    ...Object.fromEntries(own),
    ...(rules.length === 0 ? {} : { rules: Object.fromEntries(rules) }),
  })
}

/** Reads settings; throws a SettingError that names the choices. */
export function readSettings(text: SettingsText): Pick<ExportSettings, "options" | "lint" | "answers"> {
  return {
    options: optionSettings.optional().parse(readAll("option", optionSettings.shape, text.option)),
    lint: readLint(text.lint),
    answers: answerSettings.optional().parse(readAll("answers", answerSettings.shape, text.answers)),
  }
}

/** The same as text: what a program that holds settings puts into an address. */
export function settingsText(settings: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (name === "rules" && typeof value === "object" && value !== null)
      return settingsText(value as Record<string, unknown>) // rules by code
    return [`${name}=${typeof value === "string" ? value : JSON.stringify(value)}`]
  })
}
