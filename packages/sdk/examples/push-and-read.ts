/**
 * Pushes prompts and reads the answers: the README's example, run by the tests.
 *
 * LOAM_API_URL=http://localhost:6900 LOAM_API_KEY=… node packages/sdk/examples/push-and-read.ts
 */
import { FeedbackDataset, FeedbackRecord, TextField, TextQuestion } from "@loam/sdk"

const prompts = [
  "Explain to a child why the moon seems to follow the car.",
  "Write a polite note to a neighbour whose dog barks at night.",
  "My bread never rises. What are the three likeliest reasons?",
]

const dataset = new FeedbackDataset({
  guidelines: "Please read the prompt carefully and write a helpful, harmless answer.",
  fields: [new TextField({ name: "prompt", required: true })],
  questions: [
    new TextQuestion({ name: "demonstration", title: "Your answer to the prompt", required: true }),
  ],
})
dataset.addRecords(prompts.map((prompt) => new FeedbackRecord({ fields: { prompt } })))
const remote = await dataset.push({ name: "demonstrations", workspace: "team-a" })

for await (const record of remote.records({ status: "completed" })) {
  console.log(record.fields.prompt, record.responses)
}
