/** Waits for a pause in typing: a dialog that takes the focus in the middle of a word gets the rest of the word. */
import { useEffect, useState } from "react"

/** Longer than the time between two letters of somebody who thinks a little. */
const pause = 1_000

/** Whether `wanted` has been true for long enough without a key being pressed. */
export function usePauseInTyping(wanted: boolean): boolean {
  const [paused, setPaused] = useState(false)
  useEffect(() => {
    if (!wanted) return
    const done = () => {
      window.removeEventListener("keydown", wait, { capture: true })
      setPaused(true)
    }
    let timer = setTimeout(done, pause)
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(done, pause)
    }
    window.addEventListener("keydown", wait, { capture: true })
    return () => {
      clearTimeout(timer)
      window.removeEventListener("keydown", wait, { capture: true })
      setPaused(false)
    }
  }, [wanted])
  return wanted && paused
}
