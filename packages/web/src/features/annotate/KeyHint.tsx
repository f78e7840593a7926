/** The keys of a shortcut, drawn from the table. */
import { caps } from "../../keyboard/chords.ts"
import { isMac } from "../../keyboard/preferences.ts"
import { type ShortcutId, shortcut } from "../../keyboard/shortcuts.ts"
import { Kbd } from "../../ui/Kbd.tsx"
import styles from "./KeyHint.module.css"

export function KeyHint({ id }: { id: ShortcutId }) {
  const [first] = shortcut(id).keys
  if (!first) return null
  return (
    <span className={styles.keys} aria-hidden>
      {caps(first, isMac).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </span>
  )
}
