/** Decisions about accounts, errors, jobs and what the server says of itself. */
import type { Decision } from "../differences.ts"

export const accounts: readonly Decision[] = [
  {
    reason:
      "The health of the original's second store has no counterpart: there is none. Memory is told as Node knows it.",
    exchanges: {
      "info-002": [
        "body.search_engine.cluster_name: expected string, found absent",
        "body.search_engine.cluster_uuid: expected string, found absent",
        "body.search_engine.version: expected object, found absent",
        "body.search_engine.tagline: expected string, found absent",
        "body.memory.vms: expected string, found absent",
        "body.memory.shared: expected string, found absent",
        "body.memory.text: expected string, found absent",
        "body.memory.lib: expected string, found absent",
        "body.memory.data: expected string, found absent",
        "body.memory.dirty: expected string, found absent",
        "body.memory.heap_total: added",
        "body.memory.heap_used: added",
      ],
    },
  },
  {
    reason: "Paths below /api that do not exist are JSON 404; the original answers them with its page.",
    exchanges: {
      "info-019": ["status 404, expected 200"],
    },
  },
  {
    reason: "The routes of the 1.29 line are served as well.",
    exchanges: {
      "info-008": ["status 405, expected 200"],
      "datasets-075": ["status 422, expected 405"],
      "datasets-076": ["status 422, expected 405"],
    },
  },
  {
    reason: "A preflight has no body, so it is 204.",
    exchanges: {
      "info-018": ["status 204, expected 200"],
    },
  },
  {
    reason: "A text that PostgreSQL cannot store is refused with its place instead of failing.",
    exchanges: {
      "errors-019": ["status 422, expected 500"],
    },
  },
  {
    reason: "There are two strategies, so an unknown one is no literal error.",
    exchanges: {
      "errors-022": [
        "body.detail.params.errors: expected string_type body.name, bool_parsing body.allow_extra_metadata, literal_error body.distribution.strategy, greater_than_equal body.distribution.min_submitted, uuid_parsing body.workspace_id; found string_type body.name, bool_parsing body.allow_extra_metadata, enum body.distribution.strategy, greater_than_equal body.distribution.min_submitted, uuid_parsing body.workspace_id",
      ],
    },
  },
  {
    reason: "Who may not delete users is not told either whether one exists.",
    exchanges: {
      "errors-060": ["status 403, expected 404"],
    },
  },
  {
    reason: "All of a password counts; the original compares its first 72 bytes.",
    exchanges: {
      "users-030": ["status 401, expected 201"],
    },
  },
  {
    reason: "Keys are stored as hashes: somebody else's is shown masked.",
    exchanges: {
      "workspaces-033": ['body.items.2.api_key: expected "owner.apikey", found "••••ikey"'],
    },
  },
  {
    reason: "Nobody does jobs in this test; those of hub/ see them end.",
    exchanges: {
      "jobs-021": ['body.status: expected "failed", found "queued"'],
      "jobs-022": ['body.status: expected "failed", found "queued"'],
    },
  },
  {
    reason: "A receiver that cannot be reached is told of in a sentence, not a failure.",
    exchanges: {
      "sdk-webhooks-005": ["status 422, expected 500"],
    },
  },
  {
    reason:
      "A message about an answer shows its record as the answer left it; the original sends the status before it.",
    exchanges: {
      "webhook-delivery-014": ['body.data.record.status: expected "pending", found "completed"'],
      "webhook-delivery-017": ['body.data.record.status: expected "pending", found "completed"'],
    },
  },
  {
    reason: "Records whose status a new number of wanted answers does not change are not told of.",
    exchanges: {
      "webhook-delivery-020": ["body.data.dataset.distribution.min_submitted: expected 2, found 1"],
    },
  },
]
