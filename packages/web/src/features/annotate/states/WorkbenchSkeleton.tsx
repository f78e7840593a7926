/** The shape of the page before the first record is there. */
import { TopBar } from "../../../shell/TopBar.tsx"
import { Skeleton } from "../../../ui/Skeleton.tsx"
import bench from "../Workbench.module.css"
import styles from "./states.module.css"

export function WorkbenchSkeleton({ name = "" }: { name?: string }) {
  return (
    <div className={bench.page}>
      <TopBar crumbs={[{ label: "Datasets", href: "/" }, { label: name }]} />
      <main id="main" tabIndex={-1} className={bench.main} aria-busy="true" aria-label="Loading">
        <div className={bench.recordPane}>
          <div className={styles.bar}>
            <Skeleton width="22rem" height="2.25rem" />
          </div>
          <div className={bench.record}>
            <RecordSkeleton />
          </div>
        </div>
        <div className={bench.questionPane}>
          <div className={styles.questions}>
            <Skeleton width="55%" height="1.1rem" />
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
            <Skeleton height="2.5rem" />
          </div>
        </div>
      </main>
    </div>
  )
}

export function RecordSkeleton() {
  return (
    <div className={styles.card} aria-hidden>
      <Skeleton width="5rem" height="0.8rem" />
      <Skeleton width="92%" />
      <Skeleton width="97%" />
      <Skeleton width="64%" />
      <Skeleton width="6rem" height="0.8rem" />
      <Skeleton width="95%" />
      <Skeleton width="88%" />
      <Skeleton width="41%" />
    </div>
  )
}
