/** A row of a Hub dataset as a record, by the mapping. */
import type { HubImport, Json, Question, RecordUpsert } from "@loam/schema"
import type { HubRow } from "./parquet-rows.ts"

/** Bytes of an image as the URL that holds them; its kind is told by its first bytes. */
function dataUrl(bytes: Uint8Array): string {
  const kinds = { "89504e47": "png", ffd8ff: "jpeg", "47494638": "gif", "52494646": "webp" }
  const start = Buffer.from(bytes.subarray(0, 4)).toString("hex")
  const kind = Object.entries(kinds).find(([magic]) => start.startsWith(magic))?.[1] ?? "png"
  return `data:image/${kind};base64,${Buffer.from(bytes).toString("base64")}`
}

/** What Parquet holds, as JSON can say it. */
export function asJson(value: unknown): Json {
  if (value === undefined || value === null) return null
  if (typeof value === "bigint") return Number(value)
  if (typeof value === "number") return Number.isFinite(value) ? value : null
  if (typeof value === "string" || typeof value === "boolean") return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return dataUrl(value)
  if (Array.isArray(value)) return value.map(asJson)
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array, (each) => each)
  // An image of the datasets library.
  if ("bytes" in (value as object) && (value as { bytes: unknown }).bytes instanceof Uint8Array)
    return dataUrl((value as { bytes: Uint8Array }).bytes)
  return Object.fromEntries(Object.entries(value as object).map(([name, member]) => [name, asJson(member)]))
}

type FieldValue = NonNullable<RecordUpsert["fields"]>[string]
const asField = (value: Json): FieldValue =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : value

/** A suggestion in the form its question takes; what does not fit is refused with its row. */
function asSuggestion(type: Question["settings"]["type"] | undefined, value: Json): Json {
  switch (type) {
    case "rating":
      return typeof value === "string" ? Number(value) : value
    case "text":
    case "label_selection":
      return typeof value === "object" ? value : String(value)
    case "multi_label_selection":
      return (Array.isArray(value) ? value : [value]).map(String)
    default:
      return value
  }
}

export function rowToRecord(
  row: HubRow,
  index: number,
  mapping: HubImport["mapping"],
  questions: readonly Pick<Question, "name" | "settings">[],
): RecordUpsert {
  const values = (columns: HubImport["mapping"]["metadata"]) =>
    (columns ?? []).map(({ source, target }) => [target, asJson(row[source])] as const)
  const present = (columns: HubImport["mapping"]["metadata"]) =>
    values(columns).filter(([, value]) => value !== null)
  const type = (name: string) => questions.find((question) => question.name === name)?.settings.type
  const id = mapping.external_id ? asJson(row[mapping.external_id]) : index
  return {
    external_id: String(id ?? index),
    fields: Object.fromEntries(present(mapping.fields).map(([name, value]) => [name, asField(value)])),
    metadata: Object.fromEntries(present(mapping.metadata)),
    suggestions: present(mapping.suggestions).map(([question_name, value]) => ({
      question_name,
      value: asSuggestion(type(question_name), value),
    })),
  }
}
