/** Labels as people write them: a list of values, or values with the text that labelers read. */
import type { Option } from "@loam/schema"

/** `["yes", "no"]`, or `{ yes: "Yes, it helps", no: "No" }`, or whole options with descriptions. */
export type Labels =
  | readonly (string | (Pick<Option, "value" | "text"> & { readonly description?: string | null }))[]
  | { readonly [value: string]: string }

type LabelList = Extract<Labels, readonly unknown[]>

function listOf(labels: Labels): LabelList {
  // `Array.isArray` does not narrow readonly lists.
  if (Array.isArray(labels)) return labels as LabelList
  return Object.entries(labels as Exclude<Labels, LabelList>).map(([value, text]) => ({ value, text }))
}

/** The options as the API takes them. */
export function optionsFrom(labels: Labels): Option[] {
  return listOf(labels).map((label) =>
    typeof label === "string"
      ? { value: label, text: label, description: null }
      : { value: label.value, text: label.text, description: label.description ?? null },
  )
}
