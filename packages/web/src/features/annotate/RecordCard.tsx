/** A record as the labeler reads it: its fields one below the other, candidates side by side. */
import { memo } from "react"
import type { Held } from "../../engine/model.ts"
import type { Campaign } from "./campaign.ts"
import { chosenCandidate } from "./chosen-candidate.ts"
import { FieldView, type Marking } from "./fields/FieldView.tsx"
import styles from "./RecordCard.module.css"

interface RecordCardProps {
  readonly campaign: Campaign
  readonly held: Held
  readonly raw: boolean
  readonly onRaw: () => void
  /** Rendered ahead of time and not on screen. */
  readonly hidden?: boolean
}

export const RecordCard = memo(function RecordCard(props: RecordCardProps) {
  const { campaign, held, raw, onRaw, hidden = false } = props
  const { record, answers } = held
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
      {shown.map((field) => (
        <FieldView
          key={field.id}
          field={field}
          record={record}
          alone={shown.length === 1 && candidates.length === 0}
          marking={markingOf(campaign, held, field.name, hidden)}
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
                record={record}
                alone={false}
                marking={markingOf(campaign, held, field.name, hidden)}
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

/** What a field needs whose text is marked; nothing for all others, so that answering does not draw them anew. */
function markingOf({ questions }: Campaign, held: Held, field: string, hidden: boolean): Marking | undefined {
  const own = questions.filter(({ settings }) => settings.type === "span" && settings.field === field)
  return own.length > 0 ? { questions: own, held, hidden } : undefined
}
