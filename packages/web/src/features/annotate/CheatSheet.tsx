/** Every shortcut, from the table that also runs them. */
import { caps } from "../../keyboard/chords.ts"
import { isMac, useSingleKeys } from "../../keyboard/preferences.ts"
import { type Shortcut, type ShortcutGroup, shortcuts } from "../../keyboard/shortcuts.ts"
import { Button } from "../../ui/Button.tsx"
import { Dialog } from "../../ui/Dialog.tsx"
import { Kbd } from "../../ui/Kbd.tsx"
import styles from "./CheatSheet.module.css"
import { useCampaign } from "./engine-context.tsx"

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
              {group === "Answer" ? <WidgetRows /> : null}
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

const widgetKeys = {
  ranking: [
    { label: "Rank up or down, on an option", keys: ["Alt", "↑", "↓"] },
    { label: "Tie with the better one", keys: ["="] },
  ],
  span: [
    { label: "Walk by words, sentences", keys: ["←", "→", "↑", "↓"] },
    { label: "… by characters", keys: ["Alt"] },
    { label: "… and select", keys: ["Shift"] },
    { label: "Move a span's end, its start", keys: ["[", "]", "{", "}"] },
    { label: "Remove a span", keys: ["Delete"] },
  ],
} as const

/** Keys that the widgets of this dataset hear themselves while they have the focus. */
function WidgetRows() {
  const { questions } = useCampaign()
  const has = (type: string) => questions.some(({ settings }) => settings.type === type)
  return (["ranking", "span"] as const)
    .filter(has)
    .flatMap((type) => widgetKeys[type].map((row) => <Row key={row.label} {...row} />))
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
