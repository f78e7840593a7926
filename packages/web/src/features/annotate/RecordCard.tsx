/** A record as the labeler reads it: its fields one below the other, candidates side by side. */
import { memo } from "react"
import type { Answers, Queue, WireRecord } from "../../engine/model.ts"
import { Badge, type BadgeTone } from "../../ui/Badge.tsx"
import type { Campaign } from "./campaign.ts"
import { chosenCandidate } from "./chosen-candidate.ts"
import { FieldView } from "./fields/FieldView.tsx"
import styles from "./RecordCard.module.css"

interface RecordCardProps {
  readonly campaign: Campaign
  readonly record: WireRecord
  readonly status: Queue
  readonly answers: Answers
  readonly surplus: boolean
  readonly raw: boolean
  readonly onRaw: () => void
  /** Rendered ahead of time and not on screen. */
  readonly hidden?: boolean
}

const badges: Readonly<Record<Exclude<Queue, "pending">, { tone: BadgeTone; label: string }>> = {
  draft: { tone: "draft", label: "Draft" },
  submitted: { tone: "submitted", label: "Submitted" },
  discarded: { tone: "discarded", label: "Discarded" },
}

export const RecordCard = memo(function RecordCard(props: RecordCardProps) {
  const { campaign, record, status, answers, surplus, raw, onRaw, hidden } = props
  const { comparison } = campaign
  const candidates = comparison?.candidates ?? []
  const candidateNames = candidates.map(({ field }) => field.name)
  const others = campaign.fields.filter((field) => !candidateNames.includes(field.name))
  // Optional fields without a value say nothing; required ones say that they are empty.
  const shown = others.filter((field) => field.required || record.fields[field.name] != null)
  const chosen = chosenCandidate(campaign, answers)
  const view = { raw, onRaw }
  return (
    <article
      className={styles.card}
      aria-label="Record"
      // Hidden cards must not be found by whoever looks for the record on screen.
      {...(hidden ? { "data-next-record-id": record.id } : { "data-record-id": record.id })}
    >
      {status !== "pending" || surplus ? (
        <p className={styles.status}>
          {status !== "pending" ? <Badge tone={badges[status].tone}>{badges[status].label}</Badge> : null}
          {surplus ? <span>This record was already complete; your answer is kept.</span> : null}
        </p>
      ) : null}
      {shown.map((field) => (
        <FieldView
          key={field.id}
          field={field}
          value={record.fields[field.name]}
          alone={shown.length === 1 && candidates.length === 0}
          {...view}
        />
      ))}
      {candidates.length > 0 ? (
        <div
          className={styles.candidates}
          style={{ "--candidates": candidates.length } as React.CSSProperties}
        >
          {candidates.map(({ field, mark }) => (
            <div key={field.id} className={styles.candidate} data-chosen={chosen === field.name || undefined}>
              <FieldView
                field={field}
                value={record.fields[field.name]}
                alone={false}
                mark={mark}
                chosen={chosen === field.name}
                {...view}
              />
            </div>
          ))}
        </div>
      ) : null}
    </article>
  )
})
