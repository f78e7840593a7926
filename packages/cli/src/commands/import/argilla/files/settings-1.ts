/** Settings as argilla 1.x writes them: `argilla.yaml`, and before 1.13 `argilla.cfg`. */
import { parse } from "yaml"
import { z } from "zod"
import type { SourceSettings } from "../source.ts"
import { check, jsonMembers, refuse } from "./check.ts"
import type { Described } from "./layout.ts"

// YAML reads `- 1` as a number; values of labels are texts.
const word = z.union([z.string(), z.number()]).transform(String)
const labels = z.union([
  z.array(z.union([word, z.object({ value: word, text: z.string(), description: z.string().nullish() })])),
  z.record(z.string(), z.string()),
])
const named = { name: z.string(), title: z.string().nullish(), required: z.boolean().nullish() }
const field = z.object({
  ...named,
  use_markdown: z.boolean().nullish(),
  // Up to 1.12 these stood one level lower.
  settings: z.object({ use_markdown: z.boolean().nullish() }).nullish(),
})
const asked = z.object({
  ...named,
  description: z.string().nullish(),
  type: z.string().nullish(),
  settings: jsonMembers.nullish(),
  use_markdown: z.boolean().nullish(),
  values: z.unknown().optional(),
  labels: z.unknown().optional(),
  visible_labels: z.int().nullish(),
  labels_order: z.enum(["natural", "suggestion"]).nullish(),
  field: z.string().nullish(),
  allow_overlapping: z.boolean().nullish(),
})
type Asked = z.infer<typeof asked>

const configShape = z.object({
  guidelines: z.string().nullish(),
  allow_extra_metadata: z.boolean().nullish(),
  fields: z.array(field).min(1),
  questions: z.array(asked).min(1),
  metadata_properties: z
    .array(
      z.object({
        name: z.string(),
        title: z.string().nullish(),
        type: z.enum(["terms", "integer", "float"]),
        visible_for_annotators: z.boolean().nullish(),
        values: z.array(word).nullish(),
        min: z.number().nullish(),
        max: z.number().nullish(),
      }),
    )
    .nullish(),
  vectors_settings: z
    .array(z.object({ name: z.string(), title: z.string().nullish(), dimensions: z.int() }))
    .nullish(),
})

function optionsOf(value: unknown, place: string) {
  const read = check(labels, value, place)
  if (!Array.isArray(read))
    return Object.entries(read).map(([own, text]) => ({ value: own, text, description: null }))
  return read.map((each) =>
    typeof each === "string"
      ? { value: each, text: each, description: null }
      : { value: each.value, text: each.text, description: each.description ?? null },
  )
}

function questionSettings(question: Asked, place: string): object {
  const { type, settings, visible_labels, labels_order, allow_overlapping } = question
  if (settings) return settings
  const here = `${place}, question '${question.name}'`
  const options = () => ({
    options: optionsOf(question.labels, here),
    visible_options: visible_labels ?? null,
  })
  switch (type) {
    case "text":
      return { type, use_markdown: question.use_markdown ?? false }
    case "rating":
      return {
        type,
        options: check(z.array(z.int()), question.values, here).map((value) => ({ value })),
      }
    case "label_selection":
      return { type, ...options() }
    case "multi_label_selection":
      return { type, ...options(), options_order: labels_order ?? "natural" }
    case "ranking":
      return { type, options: optionsOf(question.values, here) }
    case "span":
      return { type, ...options(), field: question.field, allow_overlapping: allow_overlapping ?? false }
    default:
      throw refuse(here, `Loam knows no questions of type '${type}'`)
  }
}

/** Some versions wrote ids as objects of Python, which mean nothing outside of it. */
const withoutPython = (text: string) => text.replaceAll(/^\s*(?:- )?id: !!python[^\n]*\n\s+int: \d+\n/gm, "")

export function describe1(text: string, place: string): Described {
  let config: unknown
  try {
    // JSON, as argilla.cfg holds it, is YAML.
    config = parse(withoutPython(text), { logLevel: "silent" })
  } catch (error) {
    throw refuse(place, `it is not YAML (${error instanceof Error ? error.message : error})`, error)
  }
  const read = check(configShape, config, place)
  const title = (each: { name: string; title?: string | null | undefined }) => each.title || each.name
  const settings: SourceSettings = {
    fields: read.fields.map((each) => ({
      name: each.name,
      title: title(each),
      required: each.required !== false,
      settings: { type: "text", use_markdown: each.use_markdown ?? each.settings?.use_markdown ?? false },
    })),
    questions: read.questions.map((each) => ({
      id: each.name,
      name: each.name,
      title: title(each),
      description: each.description ?? null,
      required: each.required !== false,
      settings: questionSettings(each, place),
    })),
    metadata_properties: (read.metadata_properties ?? []).map(({ type, values, min, max, ...each }) => ({
      name: each.name,
      title: title(each),
      visible_for_annotators: each.visible_for_annotators !== false,
      settings:
        type === "terms" ? { type, values: values ?? null } : { type, min: min ?? null, max: max ?? null },
    })),
    vectors_settings: (read.vectors_settings ?? []).map((each) => ({
      name: each.name,
      title: title(each),
      dimensions: each.dimensions,
    })),
  }
  return {
    layout: "older",
    settings,
    id: undefined,
    name: undefined,
    workspaceId: undefined,
    dataset: {
      status: "ready",
      guidelines: read.guidelines || null,
      allow_extra_metadata: read.allow_extra_metadata ?? true,
      // Argilla 1.x asks everybody, and counts nothing.
      distribution: { strategy: "everyone", min_submitted: 1 },
      inserted_at: null,
    },
    moment: undefined,
  }
}
