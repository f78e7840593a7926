/** What the labeler should know about the record on screen before answering it. */
import { isUnsaved } from "../../../engine/answers.ts"
import type { Held } from "../../../engine/model.ts"
import { Notice } from "../../../ui/Notice.tsx"
import styles from "./states.module.css"

const words = {
  pending: "taken back",
  draft: "saved as a draft",
  submitted: "submitted",
  discarded: "discarded",
}

export function RecordNotes({ held }: { held: Held }) {
  const restored = held.restored && isUnsaved(held)
  if (!restored && !held.elsewhere && !held.surplus) return null
  return (
    <div className={styles.notes}>
      {restored ? <Notice tone="info">What you had not sent yet has been put back.</Notice> : null}
      {held.surplus ? (
        <Notice tone="info">This record was already complete; your answer is kept.</Notice>
      ) : null}
      {held.elsewhere ? (
        <Notice tone="warning">
          In another tab you{" "}
          {words[held.elsewhere.status] === "taken back"
            ? "took this answer back"
            : `${words[held.elsewhere.status]} this record`}
          . What you typed here is untouched; sending it replaces the other answer.
        </Notice>
      ) : null}
    </div>
  )
}
