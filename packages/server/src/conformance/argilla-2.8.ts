/** Where Loam differs from the recorded answers of Argilla 2.8 as a whole; decisions/ lists it exchange by exchange. */
import { additions } from "./additions.ts"
import { decisions } from "./decisions/index.ts"
import type { Recording, Rule } from "./differences.ts"
import type { Exchange } from "./exchange.ts"

/** Not sent, because they would change what later ones meet. */
const leftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["webhooks-024", "webhooks-025", "webhooks-028", "webhooks-030", "webhook-delivery-026"].map((id) => [
      id,
      "the receiver of this ping exists nowhere; the tests of webhooks ping one that does",
    ]),
  ),
  "search-filters-014": "looks for the moment at which a record of the recording was made",
  "search-sort-019": "ids are random: their order is another in every run",
  "records-036": "the original fails to write a chat field; written, it would differ in all that follows",
  "records-delete-005": "spaces around ids are taken; the records would be missed later",
  "responses-047":
    "a ranking without ranks is taken as ranked in its order; it would answer the record for good",
}

const rules: readonly Rule[] = [
  {
    reason: "answers show fields as they are stored; the original's bulk answers add nulls for absent ones",
    line: /\.fields\.\w+: expected null, found absent$/,
  },
  {
    reason: "answers show fields as they are stored; the original turns objects into Python's text for them",
    line: /\.fields\.custom: expected string, found object$/,
  },
]

/** Of equal calls the package made one was recorded; a workspace of others was left out. */
const supplied: readonly Exchange[] = [
  {
    id: "supplied-001",
    topic: "supplied",
    seq: 2067,
    note: "records.delete(list) again",
    credentials: { key: "<key:owner>" },
    request: {
      method: "DELETE",
      path: "/api/v1/datasets/<uuid:dataset-42>/records",
      query: "ids=<uuid:record-146>,<uuid:record-147>",
    },
    status: 204,
  },
  {
    id: "supplied-002",
    topic: "supplied",
    seq: 2120,
    note: "the first workspace of the list",
    credentials: { key: "<key:owner>" },
    request: { method: "POST", path: "/api/v1/workspaces", body: { name: "of-others" } },
    status: 201,
    partial: true,
    body: { id: "<uuid:workspace-15>" },
  },
  {
    id: "supplied-003",
    topic: "supplied",
    seq: 2180,
    note: "settings.create() again",
    credentials: { key: "<key:owner>" },
    request: {
      method: "POST",
      path: "/api/v1/datasets/<uuid:dataset-48>/fields",
      body: { name: "prompt", title: "prompt", required: true, settings: { type: "text" } },
    },
    status: 201,
  },
  {
    id: "supplied-004",
    topic: "supplied",
    seq: 2181,
    note: "settings.create() again",
    credentials: { key: "<key:owner>" },
    request: {
      method: "POST",
      path: "/api/v1/datasets/<uuid:dataset-48>/questions",
      body: { name: "t", title: "t", required: true, settings: { type: "text" } },
    },
    status: 201,
  },
]

export const argilla28: Recording = {
  name: "argilla-2.8",
  place: ({ seq = 0 }) => seq,
  leftOut,
  supplied,
  rules,
  additions,
  decisions,
}
