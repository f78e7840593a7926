/** Records as columns: a field is a column, a question three, as the 1.x Python client laid them out. */
import type { Feature, Features } from "../json/features.ts"
import { json, list, string, struct } from "../json/features.ts"
import { writeJson } from "../json/write.ts"
import type { SourceDataset, SourceQuestion, SourceRecord, SourceSuggestion } from "../source/types.ts"
import { format } from "./format.ts"

function valueFeature({ settings }: SourceQuestion): Feature {
  switch (settings.type) {
    case "text":
    case "label_selection":
      return string
    case "rating":
      return { kind: "value", dtype: "int32" }
    case "multi_label_selection":
      return list(string)
    case "ranking":
      return list(struct({ value: string, rank: { kind: "value", dtype: "int32" } }))
    case "span":
      return list(
        struct({
          label: string,
          start: { kind: "value", dtype: "int32" },
          end: { kind: "value", dtype: "int32" },
        }),
      )
  }
}

/** Column of a question; a field of the same name keeps it. */
function columnOf(question: SourceQuestion, dataset: SourceDataset): string {
  return dataset.fields.some(({ name }) => name === question.name)
    ? `${question.name}-responses`
    : question.name
}

function features({ dataset }: { dataset: SourceDataset }): Features {
  const columns: Record<string, Feature> = { id: string, external_id: string, status: string }
  for (const { name, settings } of dataset.fields) columns[name] = settings.type === "text" ? string : json
  for (const question of dataset.questions) {
    const name = columnOf(question, dataset)
    const value = valueFeature(question)
    columns[name] = list(struct({ user_id: string, value, status: string }))
    columns[`${name}-suggestion`] = value
    columns[`${name}-suggestion-metadata`] = struct({ type: string, score: json, agent: string })
  }
  return { ...columns, metadata: string, vectors: json }
}

function answersTo(name: string, { responses }: SourceRecord) {
  return (responses ?? []).flatMap(({ user_id, status, values }) => {
    const answer = values?.[name]
    if (typeof answer !== "object" || answer === null || !("value" in answer)) return []
    return [{ user_id, value: answer.value, status }]
  })
}

function suggestionColumns(name: string, suggestion: SourceSuggestion | undefined) {
  const { type = null, score = null, agent = null } = suggestion ?? {}
  return {
    [`${name}-suggestion`]: suggestion?.value ?? null,
    [`${name}-suggestion-metadata`]: { type, score, agent },
  }
}

/** All responses, drafts and discarded ones too, each with its author and status. */
export const rawColumns = format({
  id: "columns",
  title: "Records as columns",
  readers: ["pandas", "datasets", "scripts for FeedbackDataset.format_as"],
  kind: "raw",
  features,
  render({ target: { row } }, { dataset }) {
    // The raw task hands on whole records.
    const record = row as unknown as SourceRecord
    const columns: Record<string, unknown> = {
      id: record.id,
      external_id: record.external_id,
      status: record.status ?? null,
    }
    for (const { name } of dataset.fields) columns[name] = record.fields[name] ?? null
    for (const question of dataset.questions) {
      const name = columnOf(question, dataset)
      const suggestion = record.suggestions?.find((one) => one.question_id === question.id)
      columns[name] = answersTo(question.name, record)
      Object.assign(columns, suggestionColumns(name, suggestion))
    }
    return [{ ...columns, metadata: writeJson(record.metadata ?? {}), vectors: record.vectors ?? {} }]
  },
  rules: [],
})
