/** Every example of docs/sdk.md in its order; the tests compare the two and run this against a server. */
import { mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { connect } from "@loam/sdk"

const client = await connect()
console.log((await client.users.me()).username)

import {
  ChatField,
  FeedbackDataset,
  LabelQuestion,
  MultiLabelQuestion,
  RankingQuestion,
  RatingQuestion,
  SpanQuestion,
  TextField,
  TextQuestion,
} from "@loam/sdk"

const dataset = new FeedbackDataset({
  guidelines: "Compare the two answers. **Accuracy** goes before style.",
  fields: [
    new TextField({ name: "prompt", use_markdown: true }),
    new TextField({ name: "answer_a" }),
    new TextField({ name: "answer_b" }),
    new ChatField({ name: "history", required: false }),
  ],
  questions: [
    new RankingQuestion({ name: "preference", values: { a: "Answer A", b: "Answer B" } }),
    new RatingQuestion({ name: "quality", title: "How good is the better one?", values: [1, 2, 3, 4, 5] }),
    new LabelQuestion({ name: "topic", labels: ["code", "maths", "writing"], required: false }),
    new MultiLabelQuestion({ name: "flaws", labels: { rude: "Rude", wrong: "Not true" }, required: false }),
    new SpanQuestion({ name: "errors", field: "answer_a", labels: ["fact", "grammar"], required: false }),
    new TextQuestion({ name: "comment", required: false }),
  ],
  distribution: { strategy: "overlap", min_submitted: 2 },
})

import { FeedbackRecord, Suggestion } from "@loam/sdk"

dataset.addRecords([
  new FeedbackRecord({
    fields: { prompt: "2 + 2 = ?", answer_a: "4", answer_b: "5" },
    metadata: { source: "arithmetic" },
    external_id: "sum-1",
    suggestions: [new Suggestion({ question: "topic", value: "maths", agent: "model-1", score: 0.97 })],
  }),
])

const remote = await dataset.push({
  name: "comparisons",
  workspace: "team-a",
  onProgress: ({ done, total }) => console.log(`${done} of ${total}`),
})

const same = await FeedbackDataset.open({ name: "comparisons", workspace: "team-a" })

for await (const record of remote.records({ status: "pending", with: ["responses"] })) {
  // Known from the declaration: `prompt` is a string, `history` may be missing.
  console.log(record.fields.prompt.length, record.fields.history?.length ?? 0)
  for (const { user_id, status, values } of record.responses)
    console.log(user_id, status, values.quality?.value)
}

const { total, completed } = await remote.progress()

await remote.addRecords([
  { fields: { prompt: "3 + 3 = ?", answer_a: "6", answer_b: "7" }, external_id: "sum-2" },
])
await remote.updateRecords([{ external_id: "sum-2", metadata: { source: "arithmetic", checked: true } }])

const kept: string[] = []
for await (const record of remote.records({ with: [] }))
  if (record.metadata?.source === "arithmetic") kept.push(record.id)
await remote.deleteRecords(kept.slice(1))

import { streamRecords } from "@loam/sdk"

async function* rows() {
  for (let index = 0; index < 5_000; index += 1)
    yield {
      external_id: `row-${index}`,
      fields: { prompt: `${index} + 1 = ?`, answer_a: "a", answer_b: "b" },
    }
}
const result = await streamRecords(client, remote.id, rows(), {
  onFailure: ({ line, error }) => console.error(line, error),
  onProgress: ({ done }) => console.log(done),
})
console.log(result) // { created: 5000, updated: 0, unchanged: 0, failed: 0 }

const folder = await mkdtemp(join(tmpdir(), "loam-guide-"))
const { measures } = await same.agreement({ question: "quality", by: "metadata.source", draws: 200 })
for (const { measure, value, interval } of measures)
  console.log(measure, value, interval?.low, interval?.high)

for await (const { external_id, value, confidence } of same.consensus({
  question: "quality",
  policy: "median",
}))
  if (value !== null) console.log(external_id, value, confidence)

const version = await same.stored.compute({ question: "quality", policy: { name: "mean", min_answers: 2 } })
console.log(version.version, version.resolved, version.abstained, version.as_of)
for await (const { external_id, reason } of same.stored.values(version.version, { question: "quality" }))
  if (reason !== null) console.log(external_id, reason)
await same.stored.compute({ question: "quality" })
const { same: unchanged, changed } = await same.stored.compare(2, { question: "quality" })
console.log(unchanged, changed)

const { matched } = await same.select("quality.value >= 4", { unify: ["quality=stored"] })
console.log(matched, (await same.history()).since)

const exported = await same.export({ task: "raw" })
await writeFile(join(folder, "comparisons.jsonl"), exported.stream)

for await (const row of await same.export({ task: "raw" })) console.log(row.external_id)

import { ApiError, NotFoundError, PushError } from "@loam/sdk"

try {
  await dataset.push({ name: "comparisons", workspace: "team-a" })
} catch (error) {
  if (error instanceof PushError) console.log(error.rolledBack, error.message)
  else if (error instanceof NotFoundError) console.log(error.choices)
  else if (error instanceof ApiError) console.log(error.status, error.reason, error.findings)
  else throw error
}

console.log(`${completed} of ${total}`)
await remote.delete()
