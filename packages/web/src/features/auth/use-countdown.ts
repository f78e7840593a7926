/** Seconds left until a moment, for telling people when they may try again. */
import { useEffect, useState } from "react"

/** Whole seconds from `now` to `until`, never below 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** `42 s`, `14:53`. */
export function clock(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}

/** `start(seconds)` begins; the value counts down to 0. Measured against the clock, so a sleeping tab stays right. */
export function useCountdown(): [left: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(0)
  const [left, setLeft] = useState(0)

  useEffect(() => {
    const tick = () => setLeft(secondsLeft(until, Date.now()))
    tick()
    if (until <= Date.now()) return
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [until])

  return [left, (seconds) => setUntil(Date.now() + seconds * 1000)]
}
