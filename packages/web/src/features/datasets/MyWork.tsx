/** What waits for the person: one row a dataset, with the way straight into the next record. */
import type { Dataset, DatasetProgress } from "@loam/schema"
import { IconArrowRight, IconCircleCheck } from "@tabler/icons-react"
import { useState } from "react"
import { Button, LinkButton } from "../../ui/Button.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { ProgressBar } from "../../ui/ProgressBar.tsx"
import { myWork } from "./arrange.ts"
import styles from "./MyWork.module.css"

const shownAtFirst = 3

export function MyWork({ datasets, annotator }: { datasets: Dataset[]; annotator: boolean }) {
  const [all, setAll] = useState(false)
  const work = myWork(datasets)
  if (work.length === 0 && !annotator) return null
  const shown = all ? work : work.slice(0, shownAtFirst)

  return (
    <section className={styles.section} aria-labelledby="my-work">
      <h2 id="my-work" className={styles.title}>
        My work
      </h2>
      {work.length === 0 ? (
        <p className={styles.done}>
          <IconCircleCheck size={20} aria-hidden /> Nothing is waiting for you. New records show up here by
          themselves.
        </p>
      ) : (
        <ul className={styles.list}>
          {shown.map((dataset, index) => (
            <WorkRow key={dataset.id} dataset={dataset} first={index === 0} />
          ))}
        </ul>
      )}
      {work.length > shown.length ? (
        <Button variant="quiet" size="sm" className={styles.more} onClick={() => setAll(true)}>
          Show {work.length - shown.length} more
        </Button>
      ) : null}
    </section>
  )
}

function verbOf(mine: DatasetProgress["mine"]): string {
  if (mine.pending === 0) return "Finish drafts"
  return mine.draft + mine.submitted + mine.discarded > 0 ? "Resume" : "Start"
}

function WorkRow({ dataset, first }: { dataset: Dataset; first: boolean }) {
  const mine = dataset.progress?.mine ?? { pending: 0, draft: 0, submitted: 0, discarded: 0 }
  const answered = mine.submitted + mine.discarded
  const onlyDrafts = mine.pending === 0
  const verb = verbOf(mine)
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <h3 className={styles.name}>{dataset.name}</h3>
        <p className={styles.workspace}>{dataset.workspace_name}</p>
      </div>
      <div className={styles.progress}>
        <ProgressBar
          label={`Your records in ${dataset.name}`}
          total={mine.pending + mine.draft + answered}
          layers={[
            { value: mine.submitted, color: "var(--loam-status-submitted)", label: "submitted" },
            { value: mine.draft, color: "var(--loam-status-draft)", label: "drafts" },
            { value: mine.discarded, color: "var(--loam-status-discarded)", label: "discarded" },
          ]}
        />
        <p className={styles.counts}>
          <strong>{count(mine.pending)} to do</strong>
          {mine.draft > 0 ? <span data-status="draft">{counted(mine.draft, "draft")}</span> : null}
          {mine.submitted > 0 ? <span data-status="submitted">{count(mine.submitted)} submitted</span> : null}
          {mine.discarded > 0 ? <span data-status="discarded">{count(mine.discarded)} discarded</span> : null}
        </p>
      </div>
      <LinkButton
        to="/d/$datasetId/annotate"
        params={{ datasetId: dataset.id }}
        search={onlyDrafts ? { queue: "draft" } : {}}
        variant={first ? "primary" : "secondary"}
        className={styles.go}
        aria-label={`${verb}: ${dataset.name}`}
        data-list-item
      >
        {verb}
        <IconArrowRight size={16} aria-hidden />
      </LinkButton>
    </li>
  )
}
