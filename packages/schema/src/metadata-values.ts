/** Whether a metadata value fits its property. */
import type { MetadataSettings } from "./metadata-properties.ts"
import type { Json } from "./scalars.ts"

const show = (value: Json) => (typeof value === "string" ? `'${value}'` : JSON.stringify(value))

function termProblem(value: Json, values: readonly Json[] | null): string | undefined {
  const terms = Array.isArray(value) ? value : [value]
  for (const term of terms) {
    // Objects and lists of lists are nothing a search could find again.
    if (typeof term === "object" && term !== null) return `${show(value)} is not a term or a list of terms`
    if (values !== null && !values.includes(term)) return `${show(term)} is not one of its terms`
  }
  return undefined
}

function numberProblem(value: Json, settings: Exclude<MetadataSettings, { type: "terms" }>) {
  const { type, min, max } = settings
  if (typeof value !== "number") return `${show(value)} is not a number`
  if (!Number.isFinite(value)) return "it must be a finite number"
  if (type === "integer" && !Number.isInteger(value)) return `${value} is not an integer`
  if (min !== null && value < min) return `${value} is less than its minimum, ${min}`
  if (max !== null && value > max) return `${value} is greater than its maximum, ${max}`
  return undefined
}

/** What is wrong with it, or `undefined`; `null` fits every property. */
export function metadataProblem(settings: MetadataSettings, value: Json): string | undefined {
  if (value === null) return undefined
  return settings.type === "terms" ? termProblem(value, settings.values) : numberProblem(value, settings)
}
