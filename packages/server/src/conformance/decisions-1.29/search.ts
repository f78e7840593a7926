/** Decisions about searching and about orders nobody asked for. */
import type { Decision } from "../differences.ts"

export const search: readonly Decision[] = [
  {
    reason: "Likeness is exact; the original's engine misses some of the nearest.",
    exchanges: {
      "similar-001": [
        "body.items.2: expected <uuid:record-9>, found <uuid:record-24>",
        "body.items.3: expected <uuid:record-29>, found <uuid:record-9>",
        "body.items.4: expected <uuid:record-18>, found <uuid:record-29>",
      ],
    },
  },
  {
    reason:
      "A search by words and likeness answers all that fit; the original takes the nearest first and loses some.",
    exchanges: {
      "v1-search-018": ["body.items: expected 2 items, found 3", "body.total: expected 2, found 3"],
    },
  },
  {
    reason: "Dates and the status of records can be searched for, as in 2.x.",
    exchanges: {
      "v1-search-024": ["status 200, expected 422"],
      "v1-search-032": ["status 200, expected 422"],
    },
  },
  {
    reason: "Relevance weighs all of a record's text; the original weighs its fields one by one.",
    exchanges: {
      "v1-search-003": [
        "body.items.0: expected <uuid:record-404>, found <uuid:record-401>",
        "body.items.1: expected <uuid:record-400>, found <uuid:record-403>",
        "body.items.2: expected <uuid:record-403>, found <uuid:record-405>",
      ],
      "v1-search-009": [
        "body.items.0: expected <uuid:record-404>, found <uuid:record-401>",
        "body.items.1: expected <uuid:record-400>, found <uuid:record-403>",
        "body.items.2: expected <uuid:record-403>, found <uuid:record-405>",
      ],
      "v1-search-045": [
        "body.items.0: expected <uuid:record-403>, found <uuid:record-401>",
        "body.items.1: expected <uuid:record-401>, found <uuid:record-403>",
      ],
    },
  },
  {
    reason:
      "Where no order was asked for, or values are equal, records come as they were created; the original's order is that of its index, or drawn by lot for each person.",
    exchanges: {
      "v1-records-060": ["body.items.0: expected <uuid:record-408>, found <uuid:record-400>"],
      "v1-records-103": [
        "body.items.6: expected <uuid:record-407>, found <uuid:record-406>",
        "body.items.7: expected <uuid:record-408>, found <uuid:record-407>",
        "body.items.8: expected <uuid:record-409>, found <uuid:record-408>",
        "body.items.9: expected <uuid:record-410>, found <uuid:record-409>",
        "body.items.10: expected <uuid:record-406>, found <uuid:record-410>",
      ],
      "v1-order-007": [
        "body.items.0: expected <uuid:record-402>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-410>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-409>, found <uuid:record-402>",
        "body.items.3: expected <uuid:record-401>, found <uuid:record-403>",
        "body.items.4: expected <uuid:record-403>, found <uuid:record-404>",
        "body.items.5: expected <uuid:record-400>, found <uuid:record-405>",
        "body.items.6: expected <uuid:record-405>, found <uuid:record-406>",
        "body.items.7: expected <uuid:record-408>, found <uuid:record-407>",
        "body.items.8: expected <uuid:record-406>, found <uuid:record-408>",
        "body.items.9: expected <uuid:record-404>, found <uuid:record-409>",
        "body.items.10: expected <uuid:record-407>, found <uuid:record-410>",
      ],
      "v1-responses-044": ["body.items.0: expected <uuid:record-408>, found <uuid:record-400>"],
      "v1-search-002": [
        "body.items.0: expected <uuid:record-404>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-410>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-400>, found <uuid:record-402>",
      ],
      "v1-search-026": [
        "body.items.0: expected <uuid:record-410>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-400>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-401>, found <uuid:record-402>",
      ],
      "v1-search-038": [
        "body.items.0: expected <uuid:record-401>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-407>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-408>, found <uuid:record-402>",
      ],
      "v1-search-041": [
        "body.items.0: expected <uuid:record-404>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-410>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-400>, found <uuid:record-402>",
      ],
      "v1-search-043": [
        "body.items.0: expected <uuid:record-403>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-408>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-401>, found <uuid:record-402>",
      ],
      "v1-search-046": [
        "body.items.0: expected <uuid:record-403>, found <uuid:record-400>",
        "body.items.1: expected <uuid:record-408>, found <uuid:record-401>",
        "body.items.2: expected <uuid:record-401>, found <uuid:record-402>",
      ],
    },
  },
]
