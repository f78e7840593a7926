/** Home before there is anything: for those who make datasets, how; for labelers, what to expect. */
import type { Role } from "@loam/schema"
import { IconSeeding } from "@tabler/icons-react"
import { CodeBlock } from "../../ui/CodeBlock.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import styles from "./NoDatasets.module.css"

const sdkCode = (
  origin: string,
) => `import { FeedbackDataset, FeedbackRecord, TextField, TextQuestion } from "@loam/sdk"

// LOAM_API_URL=${origin}   LOAM_API_KEY=your key
const dataset = new FeedbackDataset({
  guidelines: "Please read the prompt carefully and write a helpful, harmless answer.",
  fields: [new TextField({ name: "prompt", required: true })],
  questions: [
    new TextQuestion({ name: "demonstration", title: "Your answer to the prompt", required: true }),
  ],
})
dataset.addRecords([new FeedbackRecord({ fields: { prompt: "What is soil made of?" } })])
await dataset.push({ name: "demonstrations", workspace: "team-a" })
`

const cliCode = (origin: string) => `loam login --url ${origin}
loam datasets create settings.yaml --workspace team-a
loam import demonstrations prompts.jsonl
`

export function NoDatasets({ role }: { role: Role }) {
  if (role === "annotator") {
    return (
      <EmptyState icon={<IconSeeding size={24} />} title="Nothing is assigned to you yet">
        <p>
          As soon as somebody adds you to a workspace with records to answer, they show up here. You need not
          reload the page.
        </p>
      </EmptyState>
    )
  }
  return (
    <div className={styles.start}>
      <EmptyState icon={<IconSeeding size={24} />} title="Make your first dataset">
        <p>
          A dataset says what labelers see and what you ask them. Describe it in a few lines, push your
          prompts, and it appears here, ready for answers.
        </p>
      </EmptyState>
      <div className={styles.code}>
        <CodeBlock label="TypeScript" code={sdkCode(window.location.origin)} />
        <CodeBlock label="Command line" code={cliCode(window.location.origin)} />
      </div>
    </div>
  )
}
