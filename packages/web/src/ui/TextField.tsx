/** A labelled input with its hint or error beneath. */
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react"
import styles from "./TextField.module.css"

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  /** What is wrong with the input; replaces the hint. */
  error?: string | undefined
  hint?: string | undefined
  /** Inside the input at its end, a button for instance. */
  end?: ReactNode
  ref?: Ref<HTMLInputElement>
}

export function TextField({ label, error, hint, end, ...input }: TextFieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.box} data-invalid={error ? true : undefined} data-end={end ? true : undefined}>
        <input
          id={id}
          className={styles.input}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...input}
        />
        {end}
      </div>
      {note ? (
        <p id={`${id}-note`} className={error ? styles.error : styles.hint}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
