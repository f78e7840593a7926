/** Decisions about metadata properties and vectors. */
import type { Decision } from "../differences.ts"

export const metadataAndVectors: readonly Decision[] = [
  {
    reason: "A property that no record is counted for has empty metrics, in a draft as well.",
    exchanges: {
      "metadata-metrics-008": ["status 200, expected 500"],
    },
  },
  {
    reason: "Terms are texts, numbers, booleans or null; lists of them are no terms.",
    exchanges: {
      "metadata-properties-013": ["status 422, expected 201"],
    },
  },
  {
    reason: "Bounds are integers that a number of JavaScript holds exactly.",
    exchanges: {
      "metadata-properties-022": ["status 422, expected 201"],
    },
  },
  {
    reason: "Follows from the two properties that were refused.",
    exchanges: {
      "metadata-properties-034": ["body.items: expected 17 items, found 15"],
      "metadata-properties-036": ["body.items: expected 17 items, found 15"],
    },
  },
  {
    reason: "A change that does not mention visibility leaves it.",
    exchanges: {
      "metadata-properties-037": ["body.visible_for_annotators: expected false, found true"],
      "metadata-properties-038": ["body.visible_for_annotators: expected false, found true"],
    },
  },
  {
    reason: "What no search would find again is refused: objects as terms, true as an integer.",
    exchanges: {
      "metadata-values-009": ["status 422, expected 201"],
      "metadata-values-015": ["status 422, expected 201"],
    },
  },
  {
    reason: "A whole number is a float.",
    exchanges: {
      "metadata-values-019": ["status 201, expected 422"],
    },
  },
  {
    reason: "Numbers beyond 32 bits are refused; the original stores them and loses the record from search.",
    exchanges: {
      "vector-values-012": ["status 422, expected 201"],
    },
  },
  {
    reason: "Follows from the vector that was refused.",
    exchanges: {
      "vector-values-014": ["body.total: expected 6, found 5"],
      "vector-values-016": ["body.total: expected 6, found 5"],
    },
  },
  {
    reason: "Dimensions have a smallest value, named as such.",
    exchanges: {
      "vectors-settings-007": [
        "body.detail.params.errors: expected greater_than body.dimensions; found greater_than_equal body.dimensions",
      ],
    },
  },
  {
    reason: "Too many dimensions are refused, not a failure, and take no place among the five settings.",
    exchanges: {
      "vectors-settings-015": ["status 422, expected 500"],
      "vectors-settings-016": ["status 201, expected 422"],
      "vectors-settings-022": [
        'body.items.4.name: expected "v11", found "v12"',
        "body.items.4.dimensions: expected 16001, found 1",
      ],
    },
  },
  {
    reason: "Vector settings can be added to any dataset at any time.",
    exchanges: {
      "publish-026": ["status 201, expected 500"],
    },
  },
  {
    reason: "NaN and Infinity are not JSON: the body is refused as such, with the place of the token.",
    exchanges: {
      "metadata-values-030": [
        "body.detail.params.errors: expected value_error body.items.0.metadata; found json_invalid body.53",
      ],
      "metadata-values-031": ["body.detail: expected string, found object"],
      "metadata-values-033": ["status 422, expected 500"],
      "vector-values-013": ["status 422, expected 500"],
    },
  },
]
