/** Every shortcut, from the table that also runs them. */
import { caps } from "../../keyboard/chords.ts"
import { isMac, useSingleKeys } from "../../keyboard/preferences.ts"
import { type Shortcut, type ShortcutGroup, shortcuts } from "../../keyboard/shortcuts.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Kbd } from "../../ui/Kbd.tsx"
import styles from "./CheatSheet.module.css"

const groups: readonly ShortcutGroup[] = ["Answer", "Move", "Look"]

export function CheatSheet({ onClose }: { onClose: () => void }) {
  const [singleKeys, setSingleKeys] = useSingleKeys()
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl className={styles.list}>
              {group === "Answer" ? <Row label="Choose option 1–10, 11–20" keys={["1–9, 0", "⇧"]} /> : null}
              {shortcuts
                .filter((each) => each.group === group)
                .map((each) => (
                  <ShortcutRow key={each.id} shortcut={each} />
                ))}
            </dl>
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.target.checked)}
          />
          Letters and digits act without Ctrl
        </label>
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}

function ShortcutRow({ shortcut }: { shortcut: Shortcut }) {
  return (
    <div className={styles.row}>
      <dt>{shortcut.label}</dt>
      <dd>
        {shortcut.keys.map((keys, index) => (
          <span key={keys} className={styles.keys}>
            {index > 0 ? <span className={styles.or}>or</span> : null}
            {caps(keys, isMac).map((cap) => (
              <Kbd key={cap}>{cap}</Kbd>
            ))}
          </span>
        ))}
      </dd>
    </div>
  )
}

function Row({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dd>
    </div>
  )
}
