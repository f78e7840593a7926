/** Records as columns in the way Argilla's server lays them out, so that its Python package reads answers back. */
import type { Field, MetadataProperty, Question } from "@loam/schema"
import type { Feature, Features, SourceRecord } from "@loam/training"
import type { DatasetRules } from "../records/index.ts"

const string: Feature = { kind: "value", dtype: "string" }
const float: Feature = { kind: "value", dtype: "float64" }
const integer: Feature = { kind: "value", dtype: "int64" }
const json: Feature = { kind: "json" }
const list = (of: Feature): Feature => ({ kind: "list", of })

/** Metadata that no property describes: a column of its own, because their kinds are unknown. */
const extraMetadata = "_extra_metadata"
/** Answers that were discarded, or left, without a value: the package refuses them among the others. */
const emptyResponses = "_empty_responses"

function fieldFeature({ settings }: Pick<Field, "settings">): Feature {
  if (settings.type === "chat") return list({ kind: "struct", fields: { role: string, content: string } })
  return settings.type === "custom" ? json : string
}

const span: Features = { label: string, start: integer, end: integer }

function valueFeature(type: Question["settings"]["type"], isAnswer: boolean): Feature {
  switch (type) {
    case "rating":
      return integer
    case "multi_label_selection":
      return list(string)
    case "span":
      return list({ kind: "struct", fields: isAnswer ? span : { ...span, score: float } })
    case "ranking":
      // The package takes ranks in answers, and in suggestions the order alone.
      return list(isAnswer ? { kind: "struct", fields: { value: string, rank: integer } } : string)
    default:
      return string
  }
}

const metadataFeature = ({ settings }: Pick<MetadataProperty, "settings">): Feature => {
  if (settings.type === "terms") return list(string)
  return settings.type === "integer" ? integer : float
}

const severalScores = new Set(["multi_label_selection", "ranking", "span"])

export function argillaFeatures({
  fields,
  questions,
  metadata_properties,
  vectors_settings,
}: DatasetRules): Features {
  const columns: Record<string, Feature> = {
    id: string,
    status: string,
    _server_id: string,
    inserted_at: string,
    updated_at: string,
  }
  for (const field of fields) columns[field.name] = fieldFeature(field)
  for (const { name, settings } of questions) {
    columns[`${name}.responses`] = list(valueFeature(settings.type, true))
    columns[`${name}.responses.users`] = list(string)
    columns[`${name}.responses.status`] = list(string)
    columns[`${name}.suggestion`] = valueFeature(settings.type, false)
    columns[`${name}.suggestion.agent`] = string
    columns[`${name}.suggestion.score`] = severalScores.has(settings.type) ? list(float) : float
  }
  for (const property of metadata_properties) columns[`metadata.${property.name}`] = metadataFeature(property)
  columns[extraMetadata] = json
  columns[emptyResponses] = json
  for (const { name } of vectors_settings) columns[`vector.${name}`] = list(float)
  return columns
}

const many = (value: unknown) =>
  value === undefined || value === null || Array.isArray(value) ? value : [value]

interface Ranked {
  readonly value: string
  readonly rank: number
}

function suggested(type: Question["settings"]["type"], value: unknown): unknown {
  if (type !== "ranking" || !Array.isArray(value)) return value
  return (value as Ranked[]).toSorted((a, b) => a.rank - b.rank).map((each) => each.value) // checked when it was stored
}

const answerOf = (values: SourceRecord["unified"] | object | null, question: string): unknown =>
  (values as { readonly [name: string]: { readonly value: unknown } } | null)?.[question]?.value ?? null

export function argillaRow(record: SourceRecord, rules: DatasetRules): { [column: string]: unknown } {
  const { responses, suggestions, metadata, vectors } = record
  const given = responses ?? []
  const row: { [column: string]: unknown } = {
    id: record.external_id ?? null,
    status: record.status,
    _server_id: record.id,
    inserted_at: record.inserted_at,
    updated_at: record.updated_at,
  }
  for (const { name } of rules.fields) row[name] = record.fields[name] ?? null
  for (const { id, name, settings } of rules.questions) {
    const answered = given.filter(({ values }) => answerOf(values, name) !== null)
    row[`${name}.responses`] = answered.map(({ values }) => answerOf(values, name))
    row[`${name}.responses.users`] = answered.map(({ user_id }) => user_id)
    row[`${name}.responses.status`] = answered.map(({ status }) => status)
    const suggestion = suggestions?.find(({ question_id }) => question_id === id)
    row[`${name}.suggestion`] = suggested(settings.type, suggestion?.value)
    row[`${name}.suggestion.agent`] = suggestion?.agent
    row[`${name}.suggestion.score`] = severalScores.has(settings.type)
      ? many(suggestion?.score)
      : suggestion?.score
  }
  const extra = { ...metadata }
  for (const { name, settings } of rules.metadata_properties) {
    row[`metadata.${name}`] = settings.type === "terms" ? many(metadata?.[name]) : metadata?.[name]
    delete extra[name]
  }
  row[extraMetadata] = Object.keys(extra).length > 0 ? extra : null
  const empty = given.filter(({ values }) => Object.keys(values ?? {}).length === 0)
  row[emptyResponses] = empty.length > 0 ? empty.map(({ user_id, status }) => ({ user_id, status })) : null
  for (const { name } of rules.vectors_settings) row[`vector.${name}`] = vectors?.[name]
  return row
}
