/** Decisions about records. */
import type { Decision } from "../differences.ts"

export const records: readonly Decision[] = [
  {
    reason: "A text that PostgreSQL cannot store is refused with its place instead of failing.",
    exchanges: {
      "records-create-039": ["status 422, expected 201"],
    },
  },
  {
    reason: "A field value of a wrong kind is one finding at the field, not one for each kind that would do.",
    exchanges: {
      "records-create-035": [
        "body.detail.params.errors: expected string_type body.items.0.fields.text.constrained-str, list_type body.items.0.fields.text.<branch>, dict_type body.items.0.fields.text.<branch>; found value_error body.items.0.fields.text",
      ],
      "records-create-056": [
        "body.detail.params.errors: expected string_type body.items.0.fields.image.constrained-str, list_type body.items.0.fields.image.<branch>, dict_type body.items.0.fields.image.<branch>; found value_error body.items.0.fields.image",
      ],
      "records-034": [
        "body.detail.params.errors: expected string_type body.fields.text.str, list_type body.fields.text.<branch>, dict_type body.fields.text.<branch>; found value_error body.fields.text",
      ],
    },
  },
  {
    reason:
      "What a chat or custom field holds is checked with the field's rules: one sentence with the record's position.",
    exchanges: {
      "records-create-060": ["body.detail: expected object, found string"],
      "records-create-061": ["body.detail: expected object, found string"],
      "records-create-062": ["body.detail: expected object, found string"],
      "records-create-064": ["body.detail: expected object, found string"],
      "records-create-070": ["body.detail: expected object, found string"],
      "records-create-072": ["body.detail: expected object, found string"],
      "records-create-076": ["body.detail: expected object, found string"],
    },
  },
  {
    reason: "External ids are indexed and must fit into an index entry: at most 600 characters.",
    exchanges: {
      "records-create-085": ["status 422, expected 201"],
    },
  },
  {
    reason: "Follows from two records of these requests that were refused.",
    exchanges: {
      "records-create-113": [
        "body.items.0: expected <uuid:record-25>, found <uuid:record-23>",
        "body.total: expected 28, found 27",
      ],
      "records-create-111": ["body.total: expected 29, found 27"],
      "records-create-112": ["body.total: expected 29, found 27"],
    },
  },
  {
    reason:
      "A draft or discarded answer without values is one without values; the original writes it and then fails.",
    exchanges: {
      "records-create-103": ["status 201, expected 500"],
      "records-upsert-041": ["status 200, expected 500"],
      "records-upsert-042": ["status 200, expected 500"],
    },
  },
  {
    reason: "A record can be read whatever hangs on it.",
    exchanges: {
      "sdk-records-035": ["status 200, expected 500"],
      "records-upsert-027": ["status 200, expected 500"],
      "records-019": ["status 200, expected 500"],
    },
  },
  {
    reason: "Two suggestions for one question in one request are refused, not a failure.",
    exchanges: {
      "records-upsert-060": ["status 422, expected 500"],
    },
  },
  {
    reason: "Annotators see their own answer only, and no metadata that was not opened to them.",
    exchanges: {
      "records-024": [
        "body.metadata.tag: expected string, found absent",
        "body.responses: expected 2 items, found 1",
        "body.responses.0: expected <uuid:response-18>, found <uuid:response-19>",
      ],
      "visibility-014": [
        "body.metadata.tag: expected string, found absent",
        "body.metadata.extra: expected number, found absent",
      ],
    },
  },
  {
    reason: "null fields or suggestions of an update mean: leave them.",
    exchanges: {
      "records-035": ["status 200, expected 422"],
      "records-039": ["status 200, expected 500"],
    },
  },
  {
    reason: "A replaced suggestion keeps its id.",
    exchanges: {
      "sdk-records-037": ["body.suggestions.0.id: expected <uuid:suggestion-83>, found <uuid:suggestion-80>"],
      "records-037": ["body.suggestions.0.id: expected <uuid:suggestion-20>, found <uuid:suggestion-8>"],
    },
  },
  {
    reason: "An offset beyond every page is refused, not a failure.",
    exchanges: {
      "records-list-023": ["status 422, expected 500"],
    },
  },
  {
    reason:
      "Filters and order that the 1.29 line writes into the address are taken; the original ignores them now.",
    exchanges: {
      "records-list-025": [
        "body.items.0: expected <uuid:record-74>, found <uuid:record-79>",
        "body.items.1: expected <uuid:record-75>, found <uuid:record-78>",
        "body.total: expected 6, found 5",
      ],
    },
  },
  {
    reason: "Pages are cut between records; the original cuts between vectors.",
    exchanges: {
      "records-list-006": ["body.items.0.vectors.w: added"],
      "records-list-037": [
        "body.items: expected 2 items, found 1",
        "body.items.0: expected <uuid:record-131>, found <uuid:record-133>",
      ],
    },
  },
  {
    reason: "A record with a chat field can be changed.",
    exchanges: {
      "sdk-records-038": ["status 200, expected 500"],
    },
  },
]
