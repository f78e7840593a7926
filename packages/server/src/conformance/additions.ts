/** Members that Loam's answers have beyond Argilla's: clients of the protocol ignore what they do not know. */
export interface Addition {
  readonly member: string
  /** Paths of the requests whose answers have it. */
  readonly path: RegExp
  readonly reason: string
}

const dataset = /\/datasets(\/[^/]+(\/publish)?)?$/
const response = /\/(responses|records)(\/|$)/
const oldProgress = "clients of the 1.29 line read these counts"

export const additions: readonly Addition[] = [
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
  { member: "surplus", path: response, reason: "a submit beyond the wanted number is kept and marked" },
  {
    member: "updated_item_ids",
    path: /\/records\/bulk$/,
    reason: "absent when no record was updated; always there, clients need no default",
  },
  { member: "surplus", path: /\/progress$/, reason: "how many such submits there are" },
  { member: "submitted", path: /\/progress$/, reason: oldProgress },
  { member: "discarded", path: /\/progress$/, reason: oldProgress },
  { member: "conflicting", path: /\/progress$/, reason: oldProgress },
  { member: "records", path: /\/metrics$/, reason: oldProgress },
  { member: "count", path: /\/metrics$/, reason: oldProgress },
  {
    member: "detail",
    path: /\/records\/search$/,
    reason: "a refusal with a code of its own also has what every other one has",
  },
]
