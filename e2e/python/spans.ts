/**
 * The other end of the tests of spans: with the TypeScript SDK it says which text the suggested ones cover, and answers
 * with the place of a word as JavaScript finds it. Run by the Python tests with a dataset's id and that word.
 */
import { connect, FeedbackDataset } from "@loam/sdk"

const [id = "", word = ""] = process.argv.slice(2)
const client = await connect()
const remote = await FeedbackDataset.open({ id, client })
const { items: questions } = await client.questions.list({ dataset_id: id })
const asked = questions.find(({ name }) => name === "span")?.id

const covered: { [externalId: string]: string[] } = {}
for await (const record of remote.records()) {
  const text = String(record.fields.prompt)
  const points = Array.from(text)
  const value = record.suggestions.find(({ question_id }) => question_id === asked)?.value
  if (!Array.isArray(value)) throw new Error(`${record.external_id} has no spans`)
  covered[String(record.external_id)] = value.map((span) => {
    if (typeof span !== "object" || span === null || Array.isArray(span))
      throw new Error("a span is an object")
    return points.slice(Number(span.start), Number(span.end)).join("")
  })
  const start = Array.from(text.slice(0, text.indexOf(word))).length
  const span = [{ label: "name", start, end: start + Array.from(word).length }]
  await client.responses.create({
    record_id: record.id,
    body: { status: "submitted", values: { label: { value: "good" }, span: { value: span } } },
  })
}
console.log(JSON.stringify(covered))
