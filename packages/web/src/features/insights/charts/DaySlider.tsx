/** A slider over the days of a drawing: arrow keys read single days, and its value is what is read out. */
import type { ReactNode } from "react"
import styles from "./time.module.css"

interface DaySliderProps {
  label: string
  /** Which day is read, and how many there are. */
  at: number
  length: number
  /** The day in words. */
  read: string
  onMove: (to: number) => void
  children: ReactNode
}

export function DaySlider({ label, at, length, read, onMove, children }: DaySliderProps) {
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={length - 1}
      aria-valuenow={at}
      aria-valuetext={read}
      className={styles.slider}
      onKeyDown={(event) => {
        const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: length - 1 }[event.key]
        if (to === undefined) return
        event.preventDefault()
        onMove(Math.min(length - 1, Math.max(0, to)))
      }}
    >
      {children}
    </div>
  )
}
