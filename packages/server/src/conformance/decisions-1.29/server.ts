/** Decisions about what the server says of itself, and about what came before FeedbackDataset. */
import type { Decision } from "../differences.ts"

/** Memory is told as Node knows it. */
const memory = [
  "body.mem_info.vms: expected string, found absent",
  "body.mem_info.shared: expected string, found absent",
  "body.mem_info.text: expected string, found absent",
  "body.mem_info.lib: expected string, found absent",
  "body.mem_info.data: expected string, found absent",
  "body.mem_info.dirty: expected string, found absent",
  "body.mem_info.heap_total: added",
  "body.mem_info.heap_used: added",
]

export const server: readonly Decision[] = [
  {
    reason: "Paths that do not exist are JSON 404; the original answers them with its page.",
    exchanges: {
      "init-004": ["status 404, expected 200"],
    },
  },
  {
    reason:
      "The health of the original's second store has no counterpart: there is none. The members stand for the database.",
    exchanges: {
      "init-006": memory,
      "v0-046": memory,
    },
  },
  {
    reason: "The versioned routes speak 2.8; the package asks the old route, which names 1.29.",
    exchanges: {
      "v1-info-001": ['body.version: expected "1.29.1", found "2.8.0"'],
    },
  },
  {
    reason: "The datasets of the time before FeedbackDataset are not there.",
    exchanges: {
      "legacy-002": ["status 404, expected 200"],
      "legacy-003": ["status 404, expected 200"],
      "legacy-005": ["status 404, expected 200"],
      "legacy-006": ["body: expected 1 items, found 0"],
      "legacy-008": ["status 404, expected 200"],
    },
  },
  {
    reason: "Usernames may be any text, as in 2.x.",
    exchanges: {
      "v1-accounts-050": [
        "body.detail.params.errors: expected body.first_name, body.username, body.role, body.password; found body.first_name, body.role, body.password",
      ],
    },
  },
]
