/** The home page's shape while its numbers are on the way. */
import { Skeleton } from "../../ui/Skeleton.tsx"
import cardStyles from "./DatasetCard.module.css"
import styles from "./Datasets.module.css"

export function HomeSkeleton() {
  return (
    <div aria-busy="true">
      <p className={styles.hidden} role="status">
        Loading your datasets
      </p>
      <div className={styles.head}>
        <Skeleton width="8rem" height="1.75rem" />
        <Skeleton width="20rem" height="2.25rem" />
      </div>
      <div className={styles.grid}>
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className={cardStyles.card} data-draft>
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
