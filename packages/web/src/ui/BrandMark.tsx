/** Loam's mark: four layers of soil. The same drawing as public/favicon.svg. */
import { useId } from "react"
import styles from "./BrandMark.module.css"

export function BrandMark({ size = 28 }: { size?: number }) {
  const clip = useId()
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={styles.mark}>
      <clipPath id={clip}>
        <rect width="32" height="32" rx="8.5" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect width="32" height="32" fill="#e8b878" />
        <path d="M0 9.5C5 7 9 6.6 14 9s11 3.2 18 .5V32H0z" fill="#cd744b" />
        <path d="M0 16.5c6-2.7 10.5-1 15.5 1.2S26.5 19.6 32 16.6V32H0z" fill="#8f4425" />
        <path d="M0 24.3c5.5-2.9 11-2 16 .1s10.5 1.9 16-.9V32H0z" fill="#3c281e" />
      </g>
    </svg>
  )
}

/** Mark and name side by side. */
export function BrandName({ size = 28 }: { size?: number }) {
  return (
    <span className={styles.name}>
      <BrandMark size={size} />
      <span className={styles.word}>Loam</span>
    </span>
  )
}
