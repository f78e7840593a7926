/** The datasets as a table; column heads sort. */
import type { Dataset } from "@loam/schema"
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { Badge } from "../../ui/Badge.tsx"
import { count } from "../../ui/numbers.ts"
import { percent } from "../../ui/ProgressBar.tsx"
import { exactTime, shortDate, timeAgo } from "../../ui/time.ts"
import type { HomeSort } from "./arrange.ts"
import { DatasetLink } from "./DatasetCard.tsx"
import { DatasetMenu } from "./DatasetMenu.tsx"
import styles from "./DatasetTable.module.css"
import { questionNames } from "./question-names.ts"
import { TeamProgress } from "./TeamProgress.tsx"

interface DatasetTableProps {
  datasets: Dataset[]
  sort: HomeSort
  onSort: (sort: HomeSort | undefined) => void
}

export function DatasetTable({ datasets, sort, onSort }: DatasetTableProps) {
  const head = { sort, onSort }
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <SortHead {...head} by="name">
              Name
            </SortHead>
            <th scope="col" data-wide>
              Workspace
            </th>
            <th scope="col">Progress</th>
            <SortHead {...head} by="left" end>
              For you
            </SortHead>
            <th scope="col" data-wide data-end>
              Records
            </th>
            <SortHead {...head} by="created" wide>
              Created
            </SortHead>
            <SortHead {...head} by="activity" wide>
              Last activity
            </SortHead>
            <th scope="col" data-wide>
              <span className={styles.hidden}>More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {datasets.map((dataset) => (
            <Row key={dataset.id} dataset={dataset} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface SortHeadProps {
  by: HomeSort
  sort: HomeSort
  onSort: (sort: HomeSort | undefined) => void
  wide?: boolean
  end?: boolean
  children: ReactNode
}

function SortHead({ by, sort, onSort, wide, end, children }: SortHeadProps) {
  const active = sort === by
  const order = by === "name" ? "ascending" : "descending"
  const Arrow = by === "name" ? IconArrowUp : IconArrowDown
  return (
    <th
      scope="col"
      aria-sort={active ? order : "none"}
      data-wide={wide || undefined}
      data-end={end || undefined}
    >
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(by === "activity" ? undefined : by)}
      >
        {children}
        {active ? <Arrow size={14} aria-hidden /> : null}
      </button>
    </th>
  )
}

function Row({ dataset }: { dataset: Dataset }) {
  const { total = 0, completed = 0, mine } = dataset.progress ?? {}
  const draft = dataset.status === "draft"
  return (
    <tr data-draft={draft || undefined}>
      <th scope="row" className={styles.name}>
        <DatasetLink dataset={dataset} className={styles.link} />
        <span className={styles.badges}>
          {draft ? <Badge tone="draft">Draft</Badge> : null}
          {questionNames(dataset.question_types ?? []).map((name) => (
            <Badge key={name}>{name}</Badge>
          ))}
        </span>
      </th>
      <td data-wide className={styles.workspace} title={dataset.workspace_name}>
        {dataset.workspace_name}
      </td>
      <td>
        {draft ? (
          "–"
        ) : (
          <>
            <span className={styles.bar}>
              <TeamProgress dataset={dataset} />
            </span>
            {percent(completed, total)}
          </>
        )}
      </td>
      <td data-end>{mine ? count(mine.pending) : "–"}</td>
      <td data-wide data-end>
        {count(total)}
      </td>
      <td data-wide title={exactTime(dataset.inserted_at)}>
        {shortDate(dataset.inserted_at)}
      </td>
      <td data-wide title={exactTime(dataset.last_activity_at)}>
        {timeAgo(dataset.last_activity_at)}
      </td>
      <td data-wide className={styles.menu}>
        <DatasetMenu dataset={dataset} />
      </td>
    </tr>
  )
}
