/** A fifth of the recording of 1.29 is kept apart, writes among it. These stand for those that the rest builds on. */
import type { Json } from "@loam/schema"
import type { Exchange } from "./exchange.ts"

const write = (
  id: string,
  request: string,
  body?: Json,
  answered?: Json,
  credentials: Exchange["credentials"] = { key: "<key:owner>" },
): Exchange => {
  const [method = "", path = "", status = ""] = request.split(" ")
  const sent = { method, path, ...(body === undefined ? {} : { body }) }
  const expected = answered === undefined ? {} : { body: answered }
  return {
    id,
    topic: id.replace(/-[\d.]+$/, ""),
    note: "supplied",
    partial: true,
    credentials,
    request: sent,
    status: Number(status),
    ...expected,
  }
}

const text = { type: "text", use_markdown: false }
const values = (...all: string[]) => all.map((value) => ({ value, text: value }))
const ratings = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ value: from + index }))
const named = (kind: string, number: number) => ({ id: `<uuid:${kind}-${number}>` })

const user = (id: string, number: number, username: string, first_name: string, role: string) =>
  write(
    id,
    "POST /api/users 200",
    { first_name, username, role, password: "password-129" },
    named("user", number),
  )
const dataset = (id: string, number: number, name: string, workspace: number, extra = true) =>
  write(
    id,
    "POST /api/v1/datasets 201",
    { name, workspace_id: `<uuid:workspace-${workspace}>`, allow_extra_metadata: extra },
    named("dataset", number),
  )
const within = (kind: string, path: string) => (id: string, into: number, number: number, body: Json) =>
  write(id, `POST /api/v1/datasets/<uuid:dataset-${into}>/${path} 201`, body, named(kind, number))
const field = within("field", "fields")
const question = within("question", "questions")
const property = within("metadata-property", "metadata-properties")
const vectors = within("vectors-settings", "vectors-settings")
const publish = (id: string, number: number) =>
  write(id, `PUT /api/v1/datasets/<uuid:dataset-${number}>/publish 200`)
/** What a listing answers: names for the ids that the recording knows from longer lists. */
const naming = (id: string, path: string, kind: string, from: number, to: number) =>
  write(id, `GET ${path} 200`, undefined, {
    items: Array.from({ length: to - from + 1 }, (_, index) => named(kind, from + index)),
  })
const plainField = (required = true) => ({ name: "text", title: "Text", required, settings: text })

export const supplied129: readonly Exchange[] = [
  user("users-003", 4, "w129-bob", "Bob", "annotator"),
  user("users-005", 6, "w129-adam", "Adam", "admin"),
  write(
    "workspaces-013",
    "POST /api/workspaces/<uuid:workspace-1>/users/<uuid:user-4> 200",
    undefined,
    named("user", 4),
  ),
  write("workspaces-019", "DELETE /api/v1/workspaces/<uuid:workspace-3> 200"),
  write("v0-999", "POST /api/workspaces 200", { name: "12" }, named("workspace", 4)),
  question("push-006", 1, 1, {
    name: "note",
    title: "Note",
    description: "Free note",
    required: false,
    settings: { type: "text", use_markdown: true },
  }),
  question("push-011", 1, 6, {
    name: "ents",
    title: "Ents",
    required: false,
    settings: {
      type: "span",
      field: "text",
      allow_overlapping: true,
      options: [
        { value: "PER", text: "Person" },
        { value: "ORG", text: "Organisation" },
      ],
    },
  }),
  property("push-017", 1, 6, { name: "any_float", title: "any_float", settings: { type: "float" } }),
  dataset("push-029", 2, "w129 Main_set-1", 2, false),
  field("push-030", 2, 3, plainField()),
  publish("push-032", 2),
  field("push-039", 3, 4, plainField()),
  question("push-051", 4, 9, {
    name: "s",
    title: "S",
    required: true,
    settings: { type: "span", field: "text", options: values("only") },
  }),
  question("push-082", 9, 13, { name: "q", title: "Q", required: true, settings: text }),
  vectors("push-083", 9, 3, { name: "v0", title: "v0", dimensions: 2 }),
  vectors("push-086", 9, 6, { name: "v3", title: "v3", dimensions: 2 }),
  question("push-093", 10, 14, {
    name: "r",
    title: "R",
    required: true,
    settings: { type: "rating", options: ratings(0, 10) },
  }),
  question("push-097", 29, 39, {
    name: "tone",
    title: "Tone",
    required: true,
    settings: { type: "label_selection", options: values("pos", "neg") },
  }),
  question("push-098", 29, 40, {
    name: "stars",
    title: "Stars",
    required: false,
    settings: { type: "rating", options: ratings(1, 3) },
  }),
  property("push-102", 29, 15, { name: "f", title: "f", settings: { type: "float" } }),
  dataset("templates-007", 14, "w129-t-question_answering", 2),
  dataset("templates-055", 25, "w129-t-multi_modal_transcription", 2),
  write(
    "add_records-008",
    "POST /api/v1/datasets/<uuid:dataset-1>/records/bulk 201",
    { items: [{ fields: { text: "omega two resp" } }] },
    { items: [named("record", 71)] },
  ),
  naming("read-0", "/api/v1/datasets/<uuid:dataset-1>/records?limit=70", "record", 1, 70),
  naming(
    "delete_records-0",
    "/api/v1/datasets/<uuid:dataset-1>/records?offset=134&limit=4",
    "record",
    135,
    138,
  ),
  naming("record-5.5", "/api/v1/records/<uuid:record-5>/suggestions", "suggestion", 57, 62),
  dataset("read-10.1", 11, "w129-260", 1),
  field("read-10.2", 11, 12, plainField()),
  question("read-10.3", 11, 15, { name: "q", title: "Q", required: true, settings: text }),
  publish("read-10.4", 11),
  write("read-10.5", "POST /api/v1/datasets/<uuid:dataset-11>/records 204", {
    items: [{ fields: { text: "t0" } }, { fields: { text: "t1" } }, "...258 more"],
  }),
  naming("read-10.6", "/api/v1/datasets/<uuid:dataset-11>/records?limit=300", "record", 140, 399),
  write("metadata-011", "DELETE /api/v1/metadata-properties/<uuid:metadata-property-9> 200"),
  ...Array.from({ length: 14 }, (_, index) =>
    write(`templates-${60 + index}`, `DELETE /api/v1/datasets/<uuid:dataset-${12 + index}> 200`),
  ),
  field("roles-015", 26, 40, plainField()),
  write("roles-022", "DELETE /api/v1/datasets/<uuid:dataset-26> 200"),
  field("v1-datasets-039", 27, 42, plainField()),
  field("v1-datasets-044", 27, 43, {
    name: "nul",
    title: "T",
    required: null,
    settings: { type: "text", use_markdown: true },
  }),
  question("v1-datasets-050", 27, 36, {
    name: "mul",
    title: "Mul",
    required: false,
    settings: { type: "multi_label_selection", options: values("a", "b", "c") },
  }),
  property("v1-datasets-074", 27, 11, {
    name: "anyt",
    title: "anyt",
    visible_for_annotators: false,
    settings: { type: "terms" },
  }),
  property("v1-datasets-076", 27, 13, { name: "flt", title: "flt", settings: { type: "float" } }),
  write("v1-settings-029", "PATCH /api/v1/datasets/<uuid:dataset-27> 200", { allow_extra_metadata: false }),
  write(
    "v1-records-037",
    "POST /api/v1/datasets/<uuid:dataset-27>/records/bulk 201",
    {
      items: [
        {
          fields: { text: "with all" },
          external_id: "all",
          vectors: { v: [0.5, 0.25] },
          responses: [
            {
              user_id: "<uuid:user-3>",
              status: "submitted",
              values: {
                txt: { value: "hey" },
                rat: { value: 10 },
                lab: { value: "b" },
                mul: { value: ["a", "c"] },
                rnk: {
                  value: [
                    { value: "x", rank: 1 },
                    { value: "y", rank: 1 },
                  ],
                },
                spn: { value: [] },
              },
            },
          ],
          suggestions: [
            { question_id: "<uuid:question-35>", value: "a" },
            { question_id: "<uuid:question-38>", value: [{ label: "p", start: 0, end: 4 }] },
          ],
        },
      ],
    },
    { items: [named("record", 406)] },
  ),
  write(
    "v1-records-39.5",
    "PUT /api/v1/datasets/<uuid:dataset-27>/records/bulk 200",
    {
      items: [
        { external_id: "e0", metadata: { int: 9 } },
        { external_id: "new-1", fields: { text: "created" } },
        { fields: { text: "no id" } },
      ],
    },
    { items: [400, 407, 408].map((number) => named("record", number)) },
  ),
  write(
    "v1-records-040.5",
    "POST /api/v1/datasets/<uuid:dataset-27>/records/bulk 201",
    { items: [{ external_id: "e1-other", fields: { text: "by id" } }, { fields: { text: "unknown id" } }] },
    { items: [409, 410].map((number) => named("record", number)) },
  ),
  write("v1-suggestions-002", "PUT /api/v1/records/<uuid:record-403>/suggestions 200", {
    question_id: "<uuid:question-35>",
    value: "b",
    agent: "m 1/x.y:z",
    score: 0.3,
  }),
  write("v1-accounts-056", "DELETE /api/v1/workspaces/<uuid:workspace-5>/users/<uuid:user-10> 200"),
  write(
    "v1-delete-010",
    "POST /api/v1/users 201",
    { first_name: "Zed", username: "w129-zed", role: "annotator", password: "password-129" },
    named("user", 11),
  ),
  write("v1-delete-018", "DELETE /api/v1/datasets/<uuid:dataset-27> 200"),
  write(
    "v1-responses-051",
    "POST /api/v1/me/responses/bulk 200",
    {
      items: [{ record_id: "<uuid:record-404>", status: "draft", values: { txt: { value: "upserted" } } }],
    },
    undefined,
    { key: "<key:w129-anna>" },
  ),
  write(
    "v1-delete-012",
    "POST /api/v1/records/<uuid:record-406>/responses 201",
    { status: "submitted", values: { txt: { value: "mine" } } },
    named("response", 34),
    { key: "<key:w129-zed>" },
  ),
  naming("push-107", "/api/v1/datasets/<uuid:dataset-29>/records", "record", 411, 417),
  naming("record-15.5", "/api/v1/records/<uuid:record-411>/suggestions", "suggestion", 102, 106),
  write("record-016", "DELETE /api/v1/suggestions/<uuid:suggestion-102> 200"),
  write("record-020", "PATCH /api/v1/records/<uuid:record-412> 200", { metadata: { f: 2 } }),
]
