/** A dataset with every kind of answer, from pairs of replies that people ranked. */
import { randomUUID } from "node:crypto"
import {
  ChatField,
  FeedbackDataset,
  LabelQuestion,
  MultiLabelQuestion,
  RatingQuestion,
  SpanQuestion,
  TextField,
  TextQuestion,
} from "@loam/sdk"
import type { Loam } from "../lib/loam.ts"
import type { Pair } from "./answered.ts"

const scale = [1, 2, 3, 4, 5]

export const datasetName = "answered"

const dataset = () =>
  new FeedbackDataset({
    guidelines: "Prefer the answer that helps more.",
    metadata: { license: "apache-2.0", source: "Open Assistant", language: "en" },
    distribution: { strategy: "overlap", min_submitted: 2 },
    fields: [
      ...["prompt", "first", "second", "steps"].map((name) => new TextField({ name })),
      new ChatField({ name: "conversation" }),
    ],
    questions: [
      new LabelQuestion({ name: "choice", labels: ["first", "second"] }),
      new RatingQuestion({ name: "strength", values: [1, 2, 3] }),
      new TextQuestion({ name: "demonstration" }),
      new LabelQuestion({ name: "verdict", labels: ["good", "bad"] }),
      new RatingQuestion({ name: "first-rating", values: scale }),
      new RatingQuestion({ name: "second-rating", values: scale }),
      new MultiLabelQuestion({ name: "topics", labels: ["a", "b", "c"] }),
      new SpanQuestion({ name: "spans", field: "prompt", labels: ["start", "rest"] }),
      new SpanQuestion({ name: "marks", field: "steps", labels: ["good", "bad"] }),
      new SpanQuestion({ name: "quote", field: "first", labels: ["answer"] }),
    ],
  })

/** Every other pair is shown the other way round. */
const shownOf = (pairs: readonly Pair[]) =>
  pairs.map((pair, index) => {
    const swapped = index % 2 === 1
    const [first, second] = swapped ? [pair.worse, pair.better] : [pair.better, pair.worse]
    return { ...pair, swapped, first, second }
  })
type Shown = ReturnType<typeof shownOf>[number]

const recordOf = ({ prompt, first, second, before, better }: Shown, index: number) => ({
  external_id: `pair-${index}`,
  fields: {
    prompt,
    first,
    second,
    steps: first, // a field has one span question, and the quotations are of the other
    conversation: [...before, prompt].map((content, turn) => ({
      role: turn % 2 === 0 ? "user" : "assistant",
      content,
    })),
  },
  metadata: { solution: better, number: index },
})

/** Offsets count code points. */
const span = (text: string, end: number, label: string) => ({
  start: 0,
  end: Math.min(end, Array.from(text).length),
  label,
})

function answers({ better, swapped, prompt, first }: Shown, index: number) {
  return {
    choice: { value: swapped ? "second" : "first" },
    strength: { value: 1 + (index % 3) },
    demonstration: { value: better },
    verdict: { value: swapped ? "bad" : "good" },
    "first-rating": { value: swapped ? 2 : 5 },
    "second-rating": { value: swapped ? 5 : 2 },
    topics: { value: index % 3 === 0 ? ["a"] : ["b", "c"] },
    spans: { value: [span(prompt, prompt.search(/\s|$/), "start")] },
    marks: { value: [span(first, 3, swapped ? "bad" : "good")] },
    quote: { value: [span(first, 12, "answer")] },
  }
}

/** A second person answers every third record, and says the opposite in part. */
async function second({ owner, clientWith }: Loam, workspace_id: string) {
  const password = "correct horse battery"
  const username = `second-${randomUUID().slice(0, 8)}`
  const { id, api_key } = await owner.users.create({ body: { username, first_name: "S", password } })
  await owner.workspaces.addUser({ workspace_id, body: { user_id: id } })
  return clientWith(api_key)
}

export async function fill(loam: Loam, pairs: readonly Pair[]): Promise<string> {
  const { owner } = loam
  const shown = shownOf(pairs)
  const made = dataset()
  made.addRecords(shown.map(recordOf) as Parameters<typeof made.addRecords>[0])
  const remote = await made.push({ name: datasetName, workspace: "team", client: owner })
  const other = await second(loam, remote.dataset.workspace_id)
  let index = 0
  for await (const { id } of remote.records()) {
    const pair = shown[index]
    if (pair === undefined) throw new Error("more records than pairs")
    const values = answers(pair, index)
    await owner.responses.create({ record_id: id, body: { status: "submitted", values } })
    if (index % 3 === 0) {
      const opposite = { value: pair.swapped ? "good" : "bad" }
      const body = { status: "submitted" as const, values: { ...values, verdict: opposite } }
      await other.responses.create({ record_id: id, body })
    }
    index += 1
  }
  return remote.id
}
