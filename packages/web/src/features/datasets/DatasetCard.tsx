/** One dataset as a card. The whole card is the link; its menu lies above. */
import type { Dataset } from "@loam/schema"
import { Link } from "@tanstack/react-router"
import { Badge } from "../../ui/Badge.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { percent } from "../../ui/ProgressBar.tsx"
import { exactTime, timeAgo } from "../../ui/time.ts"
import styles from "./DatasetCard.module.css"
import { DatasetMenu } from "./DatasetMenu.tsx"
import { questionNames } from "./question-names.ts"
import { TeamProgress } from "./TeamProgress.tsx"

export function DatasetCard({ dataset }: { dataset: Dataset }) {
  const draft = dataset.status === "draft"
  return (
    <li className={styles.card} data-draft={draft || undefined}>
      <div className={styles.head}>
        <p className={styles.workspace}>{dataset.workspace_name}</p>
        <DatasetMenu dataset={dataset} />
      </div>
      <h3 className={styles.name}>
        <DatasetLink dataset={dataset} className={styles.link} />
      </h3>
      <p className={styles.badges}>
        {draft ? <Badge tone="draft">Draft</Badge> : null}
        {questionNames(dataset.question_types ?? []).map((name) => (
          <Badge key={name}>{name}</Badge>
        ))}
      </p>
      <div className={styles.foot}>
        {draft ? (
          <p className={styles.note}>Labelers see it once it is published.</p>
        ) : (
          <CardProgress dataset={dataset} />
        )}
        <p className={styles.meta}>
          <span>{counted(dataset.progress?.total ?? 0, "record")}</span>
          <span title={exactTime(dataset.last_activity_at)}>{timeAgo(dataset.last_activity_at)}</span>
        </p>
      </div>
    </li>
  )
}

function CardProgress({ dataset }: { dataset: Dataset }) {
  const { total = 0, completed = 0, mine } = dataset.progress ?? {}
  return (
    <div className={styles.progress}>
      <p className={styles.figures}>
        <strong>{percent(completed, total)}</strong>
        <span>{mine && mine.pending > 0 ? `${count(mine.pending)} for you` : "nothing for you"}</span>
      </p>
      <TeamProgress dataset={dataset} />
    </div>
  )
}

/** The dataset's name, leading to its records once there can be answers. */
export function DatasetLink({ dataset, className }: { dataset: Dataset; className?: string | undefined }) {
  if (dataset.status === "draft") return <span>{dataset.name}</span>
  return (
    <Link to="/d/$datasetId/annotate" params={{ datasetId: dataset.id }} className={className} data-list-item>
      {dataset.name}
    </Link>
  )
}
