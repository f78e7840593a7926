/** Decisions about records, suggestions and responses. */
import type { Decision } from "../differences.ts"

export const records: readonly Decision[] = [
  {
    reason: "The order as Python 3.11 and later write it is read as what was meant.",
    exchanges: {
      "sort-python-3.11-001": ["status 200, expected 422"],
      "sort-python-3.11-002": ["status 200, expected 422"],
      "sort-python-3.11-004": ["status 200, expected 422"],
      "sort-python-3.11-005": ["status 200, expected 422"],
      "sort-python-3.11-006": ["status 200, expected 422"],
    },
  },
  {
    reason: "What cannot be is refused with a sentence; the original fails.",
    exchanges: {
      "similar-009": ["status 422, expected 500"],
      "add_records-015": ["status 422, expected 500"],
      "add_records-016": ["status 422, expected 500"],
      "v1-records-014": ["status 422, expected 500"],
      "v1-records-025": ["status 422, expected 500"],
      "v1-records-084": ["status 422, expected 500"],
      "v1-records-085": ["status 422, expected 500"],
      "v1-records-090": ["status 422, expected 500"],
      "v1-search-017": ["status 422, expected 500"],
    },
  },
  {
    reason: "A change that changes nothing is answered with the record; the original fails.",
    exchanges: {
      "v1-update-014": ["status 200, expected 500"],
      "v1-update-015": ["status 200, expected 500"],
      "v1-update-016": ["status 200, expected 500"],
    },
  },
  {
    reason:
      "A record shows its answers and vectors as a list and an object, never as null: the 2.x package cannot read that.",
    exchanges: {
      "v1-records-052": [
        "body.responses: expected null, found list",
        "body.vectors: expected null, found object",
      ],
      "v1-records-059": [
        "body.responses: expected null, found list",
        "body.vectors: expected null, found object",
      ],
      "v1-delete-014": [
        "body.responses: expected null, found list",
        "body.vectors: expected null, found object",
      ],
      "record-012": ["body.responses: expected null, found list"],
      "record-015": ["body.responses: expected null, found list"],
    },
  },
  {
    reason: "Answers of deleted people keep the id of whom they were: null stops the 2.x package.",
    exchanges: {
      "v1-delete-015": ["body.items.0.responses.1.user_id: expected null, found string"],
    },
  },
  {
    reason: "A wrong value is one sentence with its place, not a finding for each type there is.",
    exchanges: {
      "v1-records-097": ["body.detail: expected object, found string"],
      "v1-suggestions-015": ["body.detail: expected object, found string"],
      "v1-responses-017": ["body.detail: expected object, found string"],
      "v1-responses-029": ["body.detail: expected object, found string"],
      "v1-responses-032": ["body.detail: expected object, found string"],
    },
  },
  {
    reason: "Findings name each place once, with the variant it belongs to.",
    exchanges: {
      "v1-responses-053": [
        "body.detail.params.errors: expected body.items.0.values, body.items.0.record_id, body.items.0.status, body.items.0.record_id, body.items.0.status, body.items.0.record_id; found body.items.0.submitted.record_id, body.items.0.submitted.values",
      ],
      "v1-search-023": [
        "body.detail.params.errors: expected body.filters.and.0.type, body.filters.and.0.values, body.filters.and.0; found body.filters.and.0.range",
      ],
      "v1-search-034": [
        "body.detail.params.errors: expected body.filters.and.0.values, body.filters.and.0.type; found body.filters.and.0.terms.values",
      ],
    },
  },
  {
    reason: "A ranking without ranks is taken as ranked in its order.",
    exchanges: {
      "v1-responses-025": ["status 200, expected 422"],
    },
  },
  {
    reason: "Pending counts records that want more answers, as in 2.x.",
    exchanges: {
      "v1-responses-042": ["body.pending: expected 9, found 10"],
    },
  },
  {
    reason: "An upsert that brings suggestions changes the record, as in 2.x, and so the order of changes.",
    exchanges: {
      "v1-records-102": [
        "body.items.5: expected <uuid:record-406>, found <uuid:record-400>",
        "body.items.6: expected <uuid:record-400>, found <uuid:record-407>",
        "body.items.7: expected <uuid:record-407>, found <uuid:record-408>",
        "body.items.8: expected <uuid:record-408>, found <uuid:record-409>",
        "body.items.9: expected <uuid:record-409>, found <uuid:record-410>",
        "body.items.10: expected <uuid:record-410>, found <uuid:record-406>",
      ],
    },
  },
]
