/** A row of a Hub dataset as a record, by the mapping. */
import type { HubImport, Json, Question, RecordUpsert } from "@loam/schema"
import { type ParquetRow, parquetJson } from "@loam/training/parquet"

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
  row: ParquetRow,
  index: number,
  mapping: HubImport["mapping"],
  questions: readonly Pick<Question, "name" | "settings">[],
): RecordUpsert {
  const values = (columns: HubImport["mapping"]["metadata"]) =>
    (columns ?? []).map(({ source, target }) => [target, parquetJson(row[source])] as const)
  const present = (columns: HubImport["mapping"]["metadata"]) =>
    values(columns).filter(([, value]) => value !== null)
  const type = (name: string) => questions.find((question) => question.name === name)?.settings.type
  const id = mapping.external_id ? parquetJson(row[mapping.external_id]) : index
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
