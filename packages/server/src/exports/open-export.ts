/** Prepares an export: task, format and mapping as asked for, or a refusal that lists the choices. */
import { type ExportQuery, type ExportSettings, readSettings, SettingError } from "@loam/schema"
import {
  createExporter,
  type Exporter,
  findTask,
  type Mapping,
  MappingError,
  SplitError,
  type SplitOptions,
  type Splitter,
  UnknownExportError,
} from "@loam/training"
import { refuse } from "../http/errors.ts"
import type { DatasetRules } from "../records/index.ts"

/** `answer` is the part that is learnt, whatever the task calls it. */
const answerParts = ["completion", "response", "label", "answer"]

function readPart(pair: string): [part: string, name: string] {
  const match = /^([^=]+)=(.+)$/s.exec(pair)
  if (!match?.[1] || !match[2])
    throw refuse.invalid(`map=${pair} is not of the form part=name, such as map=context=field:background`)
  return [match[1], match[2]]
}

/** A part that is named several times takes a list. */
function mappingOf({ task, prompt, answer, map }: ExportQuery): Mapping {
  const mapping: Record<string, string[]> = {}
  const set = (part: string, name: string) => {
    mapping[part] = [...(mapping[part] ?? []), name]
  }
  const slots = findTask(task).slots.map((slot) => slot.name)
  if (prompt !== undefined) set("prompt", prompt)
  if (answer !== undefined) set(answerParts.find((part) => slots.includes(part)) ?? "answer", answer)
  for (const pair of map ?? []) set(...readPart(pair))
  return mapping
}

/** `train=0.9,test=0.1` */
export function splitOf({ splits, seed }: ExportQuery): SplitOptions | undefined {
  if (splits === undefined) return undefined
  const shares = splits.split(",").map((part) => {
    const [name = "", share = ""] = part.split("=")
    return [name.trim(), share.trim() === "" ? Number.NaN : Number(share)] as const
  })
  return { seed, parts: Object.fromEntries(shares) }
}

function refuseUnknownSplit({ split, splits }: ExportQuery, parts: SplitOptions["parts"] = {}): void {
  if (split === undefined || Object.hasOwn(parts, split)) return
  if (splits === undefined)
    throw refuse.invalid("split names one of splits, such as splits=train=0.9,test=0.1")
  throw refuse.invalid(`split must be one of ${Object.keys(parts).join(", ")}`)
}

/** Options, answers and the linter's settings, as the query's texts mean them. */
export function settingsOf(query: ExportQuery): Pick<ExportSettings, "options" | "answers" | "lint"> {
  try {
    const { answers, ...rest } = readSettings(query)
    const pick = query.unify === undefined ? answers?.pick : "unified"
    if (pick === "unified" && query.unify === undefined)
      throw refuse.invalid("answers=pick=unified needs a policy: unify=default, or unify=question=policy")
    return { ...rest, answers: pick === undefined ? answers : { ...answers, pick } }
  } catch (error) {
    if (error instanceof SettingError) throw refuse.invalid(error.message)
    throw error
  }
}

/** `planned`: splits worked out beforehand. */
export function openExport(dataset: DatasetRules, query: ExportQuery, planned?: Splitter): Exporter {
  const split = splitOf(query)
  refuseUnknownSplit(query, split?.parts)
  if (query.stratified && split === undefined)
    throw refuse.invalid("stratified needs splits, such as splits=train=0.9,test=0.1")
  try {
    return createExporter({
      task: query.task,
      format: query.format,
      mapping: mappingOf(query),
      ...settingsOf(query),
      split: planned ?? split,
      dataset,
    })
  } catch (error) {
    if (error instanceof MappingError || error instanceof UnknownExportError || error instanceof SplitError)
      throw refuse.invalid(error.message)
    throw error
  }
}
