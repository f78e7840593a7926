/** Settings as argilla 2.x writes them: `.argilla/settings.json`, and `.argilla/dataset.json` about the dataset itself. */
import { z } from "zod"
import type { SourceSettings } from "../source.ts"
import { check, jsonMembers } from "./check.ts"
import type { Described } from "./layout.ts"

const named = { name: z.string(), title: z.string().nullish() }
const distribution = z.object({
  strategy: z.enum(["overlap", "everyone"]).default("overlap"),
  min_submitted: z.int().min(1),
})
const settingsShape = z.object({
  guidelines: z.string().nullish(),
  allow_extra_metadata: z.boolean().nullish(),
  distribution: distribution.nullish(),
  fields: z.array(z.object({ ...named, required: z.boolean().nullish(), settings: jsonMembers })).min(1),
  questions: z
    .array(
      z.object({
        ...named,
        description: z.string().nullish(),
        required: z.boolean().nullish(),
        settings: jsonMembers,
      }),
    )
    .min(1),
  metadata: z
    .array(z.object({ ...named, visible_for_annotators: z.boolean().nullish(), settings: jsonMembers }))
    .nullish(),
  vectors: z.array(z.object({ ...named, dimensions: z.int() })).nullish(),
})

const datasetShape = z.object({
  id: z.string().nullish(),
  name: z.string(),
  status: z.enum(["draft", "ready"]).nullish(),
  workspace_id: z.string().nullish(),
  inserted_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  last_activity_at: z.string().nullish(),
})

/** The package repeats members of other levels inside `settings`, with values that mean nothing. */
function bare({ visible_for_annotators: _, ...settings }: { readonly [name: string]: unknown }): object {
  return settings
}

const titled = ({ name, title }: { name: string; title?: string | null | undefined }) => ({
  name,
  title: title || name,
})

function settingsOf(read: z.infer<typeof settingsShape>): SourceSettings {
  return {
    fields: read.fields.map(({ required, settings, ...each }) => ({
      ...titled(each),
      required: required !== false,
      settings,
    })),
    // Suggestions in files name their question.
    questions: read.questions.map(({ description, required, settings, ...each }) => ({
      ...titled(each),
      id: each.name,
      description: description ?? null,
      required: required !== false,
      settings,
    })),
    metadata_properties: (read.metadata ?? []).map(({ settings, visible_for_annotators, ...each }) => ({
      ...titled(each),
      settings: bare(settings),
      visible_for_annotators: visible_for_annotators !== false,
    })),
    vectors_settings: (read.vectors ?? []).map(({ dimensions, ...each }) => ({
      ...titled(each),
      dimensions,
    })),
  }
}

interface Contents {
  readonly settings: unknown
  /** Absent where only settings were written. */
  readonly dataset: unknown
  readonly layout: Described["layout"]
  /** How the files are called in sentences. */
  readonly place: string
}

export function describe2({ settings, dataset, layout, place }: Contents): Described {
  const read = check(settingsShape, settings, `${place}settings.json`)
  const about = dataset === undefined ? undefined : check(datasetShape, dataset, `${place}dataset.json`)
  return {
    layout,
    settings: settingsOf(read),
    id: about?.id ?? undefined,
    name: about?.name,
    workspaceId: about?.workspace_id ?? undefined,
    dataset: {
      status: about?.status ?? "ready",
      guidelines: read.guidelines || null,
      allow_extra_metadata: read.allow_extra_metadata ?? true,
      distribution: read.distribution ?? { strategy: "overlap", min_submitted: 1 },
      inserted_at: about?.inserted_at ?? null,
    },
    moment: about?.last_activity_at ?? about?.updated_at ?? about?.inserted_at ?? undefined,
  }
}
