/** The moment whose records and answers are exported: now, or any before. */
import { Button } from "../../ui/Button.tsx"
import { TextField } from "../../ui/TextField.tsx"
import styles from "./Form.module.css"

interface MomentProps {
  /** ISO 8601; undefined is now. */
  value: string | undefined
  onChange: (moment: string | undefined) => void
}

/** As the browser's field wants it: local time without a zone. */
export function asLocal(moment: string | undefined): string {
  const at = moment ? new Date(moment) : null
  if (!at || Number.isNaN(at.getTime())) return ""
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function asMoment(local: string): string | undefined {
  const at = new Date(local)
  return local === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

export function Moment({ value, onChange }: MomentProps) {
  return (
    <div className={styles.stack}>
      <TextField
        type="datetime-local"
        label="As of"
        value={asLocal(value)}
        hint="What was there at this moment, your local time. Empty: now."
        onChange={({ target }) => onChange(asMoment(target.value))}
      />
      {value ? (
        <div>
          <Button size="sm" onClick={() => onChange(undefined)}>
            Now
          </Button>
        </div>
      ) : null}
    </div>
  )
}
