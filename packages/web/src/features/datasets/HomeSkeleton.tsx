/** The home page's shape while its numbers are on the way. */
import { Skeleton } from "../../ui/Skeleton.tsx"
import cardStyles from "./DatasetCard.module.css"
import styles from "./Datasets.module.css"
import workStyles from "./MyWork.module.css"

export function HomeSkeleton() {
  return (
    <div aria-busy="true">
      <p className={styles.hidden} role="status">
        Loading your datasets
      </p>
      <div className={workStyles.section}>
        <div className={workStyles.title}>
          <Skeleton width="7rem" height="1.65rem" />
        </div>
        <div className={workStyles.list}>
          {["a", "b"].map((key) => (
            <div key={key} className={workStyles.row}>
              <Skeleton width="60%" height="1.25rem" />
              <Skeleton height="0.5rem" />
              <Skeleton height="2.25rem" />
            </div>
          ))}
        </div>
      </div>
      <div className={styles.head}>
        <Skeleton width="8rem" height="1.75rem" />
        <Skeleton width="20rem" height="2.25rem" />
      </div>
      <div className={styles.grid}>
        {["a", "b", "c"].map((key) => (
          <div key={key} className={cardStyles.card}>
            <div className={styles.ghost}>
              <Skeleton width="30%" height="0.9rem" />
              <Skeleton width="70%" height="1.375rem" />
              <Skeleton width="45%" height="1.25rem" />
              <Skeleton height="0.375rem" />
              <Skeleton width="55%" height="0.9rem" />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
