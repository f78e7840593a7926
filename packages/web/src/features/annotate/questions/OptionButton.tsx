/** One option of a question as a big button with its key. */
import { IconCheck, IconSparkles } from "@tabler/icons-react"
import type { KeyboardEvent } from "react"
import { cx } from "../../../ui/cx.ts"
import { Kbd } from "../../../ui/Kbd.tsx"
import styles from "./options.module.css"

interface OptionButtonProps {
  readonly role: "radio" | "checkbox"
  readonly text: string
  readonly description?: string | null
  readonly checked: boolean
  /** A suggestion proposes it and nobody has answered yet. */
  readonly ghost: boolean
  /** What to say about the suggestion, when there is one for this option. */
  readonly suggested?: string | undefined
  readonly score?: string | undefined
  /** The key that chooses it. */
  readonly hint?: string | undefined
  /** Colour of its spans. */
  readonly hue?: number | undefined
  /** The question is not the one that keys go to. */
  readonly dim?: boolean
  readonly tabbable: boolean
  readonly compact?: boolean
  readonly onChoose: () => void
}

export function OptionButton(props: OptionButtonProps) {
  const {
    role,
    text,
    description,
    checked,
    ghost,
    suggested,
    score,
    hint,
    hue,
    dim,
    tabbable,
    compact,
    onChoose,
  } = props
  return (
    <button
      type="button"
      // Not a native radio: that one chooses on arrow keys, which in datasets with one question means submit.
      {...{ role, "aria-checked": checked }}
      data-option
      data-ghost={ghost || undefined}
      tabIndex={tabbable ? 0 : -1}
      className={cx(styles.option, compact && styles.compact)}
      onKeyDown={moveAmongOptions}
      // A mouse must not leave the focus here: the arrow keys are for records.
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        const byMouse = event.detail > 0
        if (byMouse)
          event.currentTarget.closest<HTMLElement>("[data-question]")?.focus({ preventScroll: true })
        onChoose()
      }}
    >
      {hint ? (
        <span className={styles.hint} data-dim={dim || undefined} aria-hidden>
          <Kbd>{hint}</Kbd>
        </span>
      ) : null}
      {hue === undefined ? null : (
        <span className={styles.swatch} style={{ "--hue": hue } as React.CSSProperties} aria-hidden />
      )}
      <span className={styles.words}>
        <span className={styles.text} dir="auto">
          {text}
        </span>
        {description ? (
          <span className={styles.description} dir="auto">
            {description}
          </span>
        ) : null}
      </span>
      {suggested ? (
        <span className={styles.suggested} title={suggested}>
          <IconSparkles size={14} aria-hidden />
          {score}
          <span className={styles.hidden}>{suggested}</span>
        </span>
      ) : null}
      {checked && !compact ? <IconCheck className={styles.check} size={18} aria-hidden /> : null}
    </button>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Arrow keys move among the options once one of them has the focus; Space chooses it. */
export function moveAmongOptions(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  const group = event.currentTarget.closest<HTMLElement>("[data-options]")
  if (step === undefined || !group || event.altKey || event.ctrlKey || event.metaKey) return
  const options = [...group.querySelectorAll<HTMLElement>("[data-option]")]
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight"
  const mirrored = sideways && getComputedStyle(group).direction === "rtl"
  const index = options.indexOf(event.currentTarget) + (mirrored ? -step : step)
  options[(index + options.length) % options.length]?.focus()
  event.preventDefault()
}
