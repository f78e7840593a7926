/** Decisions about datasets and their settings. */
import type { Decision } from "../differences.ts"

export const settings: readonly Decision[] = [
  {
    reason: "A draft has no records yet: its lists are empty, not a failure.",
    exchanges: {
      "v1-datasets-032": ["status 200, expected 500"],
      "v1-datasets-033": ["status 200, expected 500"],
    },
  },
  {
    reason: "Names may have capitals and spaces, as in 2.x; the package checks its own before it sends them.",
    exchanges: {
      "v1-datasets-041": ["body.detail.params.errors: expected body.name, body.title; found body.title"],
    },
  },
  {
    reason: "allow_character_annotation is kept as it was asked for; the original always stores true.",
    exchanges: {
      "v1-datasets-052": ["body.settings.allow_character_annotation: expected true, found false"],
      "v1-settings-016": ["body.settings.allow_character_annotation: expected true, found false"],
    },
  },
  {
    reason: "A change that does not mention visibility leaves it.",
    exchanges: {
      "v1-settings-019": ["body.visible_for_annotators: expected false, found true"],
    },
  },
  {
    reason: "A taken name is a conflict, not a failure.",
    exchanges: {
      "v1-settings-028": ["status 409, expected 500"],
    },
  },
]
