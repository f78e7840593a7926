/** Decisions about datasets, fields, questions and publishing. */
import type { Decision } from "../differences.ts"

export const settings: readonly Decision[] = [
  {
    reason: "More than 10,000 answers a record are a mistake.",
    exchanges: {
      "datasets-017": ["status 422, expected 201"],
      "datasets-053": ["body.items: expected 13 items, found 12"],
    },
  },
  {
    reason: "A taken name is a conflict, not a failure.",
    exchanges: {
      "datasets-036": ["status 409, expected 500"],
    },
  },
  {
    reason: "allow_character_annotation is kept as it was asked for; the original always stores true.",
    exchanges: {
      "questions-070": ["body.settings.allow_character_annotation: expected true, found false"],
    },
  },
  {
    reason: "A null that means nothing is placed at its own member.",
    exchanges: {
      "questions-085": [
        "body.detail.params.errors: expected value_error body.settings.text; found bool_type body.settings.text.use_markdown",
      ],
      "questions-103": [
        "body.detail.params.errors: expected value_error body.settings.multi_label_selection; found enum body.settings.multi_label_selection.options_order",
      ],
    },
  },
  {
    reason: "Options cannot be null, so that questions stay readable.",
    exchanges: {
      "questions-110": ["status 422, expected 500"],
      "questions-111": ["status 200, expected 422"],
    },
  },
  {
    reason: "A draft takes no records, also not by upsert; publishing then works.",
    exchanges: {
      "publish-006": ["status 422, expected 200"],
      "publish-007": ["body.items: expected 1 items, found 0", "body.total: expected 1, found 0"],
      "publish-011": ["status 200, expected 500"],
    },
  },
  {
    reason: "Follows from the record that the draft did not take.",
    exchanges: {
      "publish-013": ["body.items: expected 1 items, found 0", "body.total: expected 1, found 0"],
    },
  },
  {
    reason: "Datasets of others were on the recorded server, and are in its lists.",
    exchanges: {
      "sdk-export-060": ["body.items: expected 92 items, found 36"],
      "sdk-export-065": ["body.items: expected 93 items, found 37"],
    },
  },
]
