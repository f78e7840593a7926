/** Where the answers are: on this device, on the way, or with the server. Opens what needs attention. */
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconCloudUp } from "@tabler/icons-react"
import { useRef, useState } from "react"
import { type Outbox, refused, waiting } from "../../engine/outbox.ts"
import { counted } from "../../ui/numbers.ts"
import { AttentionTray } from "./AttentionTray.tsx"
import { useEngineState } from "./engine-context.tsx"
import styles from "./SyncStatus.module.css"

type Tone = "saved" | "busy" | "offline" | "attention"

const icons = {
  saved: IconCloudCheck,
  busy: IconCloudUp,
  offline: IconCloudOff,
  attention: IconAlertTriangle,
}

function describe(outbox: Outbox, online: boolean): { tone: Tone; text: string } {
  const unsent = waiting(outbox).length
  const stuck = refused(outbox).length
  if (stuck > 0)
    return {
      tone: "attention",
      text: `${counted(stuck, "answer")} ${stuck === 1 ? "needs" : "need"} attention`,
    }
  if (outbox.signedOut) return { tone: "offline", text: `Signed out · ${unsent} kept on this device` }
  const silent = outbox.failures >= 2
  if (!online || silent) {
    return { tone: "offline", text: unsent > 0 ? `Offline · ${unsent} kept on this device` : "Offline" }
  }
  if (unsent > 0) return { tone: "busy", text: `Saving ${unsent}` }
  return { tone: "saved", text: "All saved" }
}

export function SyncStatus() {
  const outbox = useEngineState((state) => state.outbox)
  const online = useEngineState((state) => state.online)
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { tone, text } = describe(outbox, online)
  const Icon = icons[tone]
  return (
    <div className={styles.place}>
      <button
        ref={button}
        type="button"
        className={styles.status}
        data-tone={tone}
        data-unsent={waiting(outbox).length}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <Icon size={18} aria-hidden />
        <span className={styles.text}>{text}</span>
      </button>
      {open ? (
        <AttentionTray
          onClose={() => {
            setOpen(false)
            button.current?.focus()
          }}
        />
      ) : null}
    </div>
  )
}
