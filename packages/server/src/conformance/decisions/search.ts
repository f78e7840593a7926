/** Decisions about search. */
import type { Decision } from "../differences.ts"

export const search: readonly Decision[] = [
  {
    reason: "A draft has no records yet: its search is empty, not a failure.",
    exchanges: {
      "datasets-066": ["status 200, expected 500"],
    },
  },
  {
    reason: "Hidden metadata cannot be filtered or sorted by: the order of records would tell it.",
    exchanges: {
      "visibility-016": ["status 422, expected 200"],
      "visibility-018": ["status 422, expected 200"],
    },
  },
  {
    reason: "What cannot be searched for is refused, with a sentence that says why; the original fails.",
    exchanges: {
      "search-paging-007": ["status 422, expected 500"],
      "search-filters-012": ["status 422, expected 500"],
      "search-filters-062": ["status 422, expected 500"],
      "search-filters-063": ["status 422, expected 500"],
      "search-filters-079": ["status 422, expected 500"],
      "search-filters-080": ["status 422, expected 500"],
      "search-sort-013": ["status 422, expected 500"],
      "search-sort-015": ["status 422, expected 500"],
      "search-vector-011": ["status 422, expected 500"],
    },
  },
  {
    reason: "A date is written as one; the original takes a number for milliseconds since 1970.",
    exchanges: {
      "search-filters-013": ["status 422, expected 200"],
    },
  },
  {
    reason: "A choice of several words is a finding of its own kind.",
    exchanges: {
      "search-filters-017": [
        "body.detail.params.errors: expected literal_error body.filters.and.0.terms.scope.record.property; found enum body.filters.and.0.terms.scope.record.property",
      ],
      "search-filters-046": [
        "body.detail.params.errors: expected literal_error body.filters.and.0.terms.scope.suggestion.property; found enum body.filters.and.0.terms.scope.suggestion.property",
      ],
      "search-filters-064": [
        "body.detail.params.errors: expected literal_error body.filters.and.0.terms.scope.response.property; found enum body.filters.and.0.terms.scope.response.property",
      ],
      "search-sort-021": [
        "body.detail.params.errors: expected literal_error body.sort.0.scope.record.property; found enum body.sort.0.scope.record.property",
      ],
    },
  },
  {
    reason: "Numbers are compared as they are; the original's engine rounds them to 32 bits.",
    exchanges: {
      "search-filters-029": ["body.items: expected 1 items, found 0", "body.total: expected 1, found 0"],
    },
  },
  {
    reason:
      "Without a text or an order, records come in the order of their creation; the original draws lots for each person.",
    exchanges: {
      "search-paging-018": ["body.items.1: expected <uuid:record-121>, found <uuid:record-118>"],
    },
  },
  {
    reason:
      "A record that arrives with its answers was not changed since: it was updated when it was inserted.",
    exchanges: {
      "search-sort-003": [
        "body.items.0: expected <uuid:record-118>, found <uuid:record-125>",
        "body.items.1: expected <uuid:record-121>, found <uuid:record-124>",
        "body.items.2: expected <uuid:record-125>, found <uuid:record-123>",
        "body.items.3: expected <uuid:record-124>, found <uuid:record-122>",
        "body.items.4: expected <uuid:record-123>, found <uuid:record-120>",
        "body.items.5: expected <uuid:record-122>, found <uuid:record-119>",
        "body.items.6: expected <uuid:record-120>, found <uuid:record-121>",
        "body.items.7: expected <uuid:record-119>, found <uuid:record-118>",
      ],
    },
  },
]
