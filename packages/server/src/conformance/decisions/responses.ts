/** Decisions about suggestions, responses and who counts how. */
import type { Decision } from "../differences.ts"

export const responses: readonly Decision[] = [
  {
    reason:
      "A draft or discarded answer without values is one without values; the original writes it and then fails.",
    exchanges: {
      "responses-014": ["status 201, expected 500"],
      "responses-106": ["status 201, expected 500"],
      "responses-108": ["status 201, expected 500"],
      "responses-109": ["body.responses.0.values: expected null, found object"],
      "responses-112": ["status 201, expected 500"],
      "responses-116": ["status 200, expected 500"],
      "responses-118": ["status 200, expected 500"],
      "responses-119": ["status 200, expected 500"],
      "responses-bulk-012": [
        "body.items.0.item: expected null, found object",
        "body.items.0.error: expected object, found null",
      ],
      "responses-bulk-013": [
        "body.items.0.item: expected null, found object",
        "body.items.0.error: expected object, found null",
      ],
      "responses-bulk-016": [
        "body.items.0.item: expected null, found object",
        "body.items.0.error: expected object, found null",
      ],
    },
  },
  {
    reason: "A score out of range is reported by its bound, and at the element it belongs to.",
    exchanges: {
      "suggestions-025": [
        "body.detail.params.errors: expected value_error body.score; found greater_than_equal body.score",
      ],
      "suggestions-030": [
        "body.detail.params.errors: expected value_error body.score; found less_than_equal body.score.1",
      ],
    },
  },
  {
    reason:
      "Whether a value fits is decided by its question: one sentence instead of a finding for each type there is.",
    exchanges: {
      "suggestions-046": ["body.detail: expected object, found string"],
      "suggestions-053": ["status 422, expected 500"],
      "responses-056": ["body.detail: expected object, found string"],
      "responses-063": ["body.detail: expected object, found string"],
      "responses-072": ["body.detail: expected object, found string"],
      "responses-133": ["body.detail: expected object, found string"],
    },
  },
  {
    reason: "A null value is one finding, not one for each type there is.",
    exchanges: {
      "responses-023": [
        "body.detail.params.errors: expected list_type body.values.l.value.<branch>, list_type body.values.l.value.<branch>, list_type body.values.l.value.<branch>, int_type body.values.l.value.int, string_type body.values.l.value.constrained-str; found value_error body.values.l.value",
      ],
    },
  },
  {
    reason: "People are listed by the oldest answer they still have; the original remembers deleted ones.",
    exchanges: {
      "sdk-datasets-050": [
        'body.users.0.username: expected "wire28-annotator", found "owner"',
        'body.users.1.username: expected "owner", found "wire28-annotator"',
      ],
      "distribution-022": [
        'body.users.1.username: expected "wire28-annotator2", found "wire28-admin"',
        'body.users.2.username: expected "wire28-admin", found "wire28-annotator2"',
      ],
      "distribution-023": [
        'body.users.1.username: expected "wire28-annotator2", found "wire28-admin"',
        'body.users.2.username: expected "wire28-admin", found "wire28-annotator2"',
      ],
      "distribution-037": [
        'body.users.1.username: expected "wire28-annotator2", found "wire28-admin"',
        'body.users.2.username: expected "wire28-admin", found "wire28-annotator2"',
      ],
    },
  },
  {
    reason: "Metrics count the caller's answers; the original counts everybody's.",
    exchanges: {
      "distribution-026": [
        "body.responses.submitted: expected 3, found 2",
        "body.responses.discarded: expected 2, found 1",
        "body.responses.pending: expected -1, found 1",
      ],
      "distribution-027": [
        "body.responses.submitted: expected 2, found 1",
        "body.responses.pending: expected 1, found 2",
      ],
    },
  },
  {
    reason: "Answers of deleted users stay, with their names in the counts.",
    exchanges: {
      "deletion-009": ["body.responses: expected 0 items, found 1"],
      "deletion-011": ["body.users: expected 3 items, found 4"],
    },
  },
]
