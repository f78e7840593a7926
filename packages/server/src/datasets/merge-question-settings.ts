/** Changing a question's settings: texts, order and display may change, what answers rely on may not. */
import type { Option, QuestionSettings } from "@loam/schema"

/** Members of an update's settings that any type may carry; the contract says which type takes which. */
export interface SettingsUpdate {
  readonly type: string
  readonly use_markdown?: boolean
  readonly options?: readonly Option[]
  readonly visible_options?: number | null
  readonly options_order?: "natural" | "suggestion"
  readonly allow_overlapping?: boolean
}

export type Merged =
  | { readonly ok: true; readonly settings: QuestionSettings }
  | { readonly ok: false; readonly reason: string }

const refused = (reason: string): Merged => ({ ok: false, reason })
const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(", ")

/** Why the new options cannot replace the old ones: answers point at their values. */
function optionProblem(stored: readonly Option[], wanted: readonly Option[]): string | undefined {
  if (wanted.length !== stored.length)
    return `the number of options cannot change: there are ${stored.length}, the update has ${wanted.length}`
  const values = new Set(stored.map((option) => option.value))
  const unknown = wanted.filter((option) => !values.has(option.value)).map((option) => option.value)
  if (unknown.length > 0) return `the values of options cannot change; new here: ${listed(unknown)}`
  if (new Set(wanted.map((option) => option.value)).size < wanted.length)
    return "each option can be named once only"
  return undefined
}

/** The stored settings with the given members over them, or why not. */
export function mergeQuestionSettings(stored: QuestionSettings, update: SettingsUpdate): Merged {
  if (update.type !== stored.type)
    return refused(`the type of a question cannot change: this one is '${stored.type}', not '${update.type}'`)
  if ("options" in stored && stored.type !== "rating" && update.options) {
    const problem = optionProblem(stored.options, update.options)
    if (problem) return refused(problem)
  }
  // An update that leaves the member out counts as switching it off: that is how clients of the protocol ask for it.
  if (stored.type === "span" && stored.allow_overlapping && !update.allow_overlapping)
    return refused("allow_overlapping cannot be switched off: existing answers may overlap")
  // The update was read by the schema of this very type, so that every member of it belongs to the stored form.
  const settings = { ...stored, ...update } as QuestionSettings
  const { options, visible_options: visible } = settings as {
    options?: Option[]
    visible_options?: number | null
  }
  if (options && typeof visible === "number" && visible > options.length)
    return refused(`visible_options must not exceed the number of options (${options.length})`)
  return { ok: true, settings }
}
