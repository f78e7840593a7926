/** The shape of figures that are being worked out, and after a while how long it has taken so far. */
import { useEffect, useState } from "react"
import { Skeleton } from "../../ui/Skeleton.tsx"
import styles from "./Insights.module.css"

export function Loading({ what }: { what: string }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div aria-busy="true" className={styles.loading}>
      <p className={seconds < 2 ? styles.hidden : styles.working} role="status">
        {seconds < 2
          ? `Loading ${what}`
          : `Working out ${what}: ${seconds} s so far. With many answers this can take a minute.`}
      </p>
      <Skeleton width="40%" height="1.25rem" />
      <Skeleton height="13rem" />
      <Skeleton height="8rem" />
    </div>
  )
}
