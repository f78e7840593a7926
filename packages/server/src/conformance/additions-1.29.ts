/** Members that Loam's answers have beyond those of Argilla 1.29: the package ignores what it does not know. */
import type { Addition } from "./additions.ts"

const dataset = /\/datasets(\/[^/]+(\/publish)?)?$/
const records = /\/(responses|records)(\/|$)/
const newer = "clients of the 2.x line read it"

export const additions129: readonly Addition[] = [
  { member: "distribution", path: dataset, reason: newer },
  { member: "metadata", path: dataset, reason: newer },
  {
    member: "guidelines_version",
    path: dataset,
    reason: "an answer can name the wording its author had read",
  },
  {
    member: "can",
    path: dataset,
    reason: "pages ask what the caller may do instead of deriving it from roles",
  },
  { member: "status", path: records, reason: newer },
  { member: "surplus", path: records, reason: "a submit beyond the wanted number is kept and marked" },
  { member: "updated_item_ids", path: /\/records\/bulk$/, reason: newer },
  { member: "completed", path: /\/progress$/, reason: newer },
  { member: "users", path: /\/progress$/, reason: newer },
  { member: "surplus", path: /\/progress$/, reason: "how many such submits there are" },
  { member: "total", path: /\/metrics$/, reason: newer },
  { member: "pending", path: /\/metrics$/, reason: newer },
  { member: "share_your_progress_enabled", path: /\/settings$/, reason: newer },
  {
    member: "loam_version",
    path: /\/version$/,
    reason: "tells Loam's own version from that of the protocol",
  },
  {
    member: "detail",
    path: /\/records\/search$/,
    reason: "a refusal with a code of its own also has what every other one has",
  },
]
