/** The first of a long list, and the rest on demand. */
import { type ReactNode, useState } from "react"
import { Button } from "../../../ui/Button.tsx"
import { count } from "../../../ui/numbers.ts"
import styles from "./charts.module.css"

interface FewProps<Item> {
  readonly items: readonly Item[]
  /** How many are shown at first. One or two more are shown at once: a button would take their place. */
  readonly most?: number
  /** What they are: "people". */
  readonly what?: string
  readonly children: (items: readonly Item[]) => ReactNode
}

export function Few<Item>({ items, most = 12, what = "", children }: FewProps<Item>) {
  const [all, setAll] = useState(false)
  const long = items.length > most + 2
  return (
    <>
      {children(long && !all ? items.slice(0, most) : items)}
      {long ? (
        <Button
          size="sm"
          variant="quiet"
          className={styles.all}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? `Show the first ${most}` : `Show all ${count(items.length)} ${what}`}
        </Button>
      ) : null}
    </>
  )
}
