/** A new password, where one is changed also the current one. */
import { limits } from "@loam/schema"
import { type FormEvent, type ReactNode, useRef, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { PasswordField } from "./PasswordField.tsx"
import styles from "./SignInForm.module.css"

interface NewPasswordFormProps {
  /** For password managers, which keep a password with its name. */
  username: string
  label: string
  busy: boolean
  onSubmit: (given: { current: string; password: string }) => void
  withCurrent?: boolean
  notice?: ReactNode
}

const { min, max } = limits.password

export function NewPasswordForm({
  username,
  label,
  busy,
  onSubmit,
  withCurrent,
  notice,
}: NewPasswordFormProps) {
  const current = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState<{ current?: string; password?: string }>({})

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    // Read from the inputs, not from state: password managers fill them without telling.
    const given = { current: current.current?.value ?? "", password: password.current?.value ?? "" }
    const fits = given.password.length >= min && given.password.length <= max
    setWrong({
      ...(withCurrent && !given.current ? { current: "Enter your current password." } : {}),
      ...(fits ? {} : { password: `A password has ${min} to ${max} characters.` }),
    })
    if (withCurrent && !given.current) current.current?.focus()
    else if (fits) onSubmit(given)
    else password.current?.focus()
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {notice}
      {/* Password managers take no hidden input for a name. */}
      <input
        className={styles.unseen}
        type="text"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      {withCurrent ? <PasswordField ref={current} label="Current password" error={wrong.current} /> : null}
      <PasswordField
        ref={password}
        label="New password"
        fresh
        autoFocus={!withCurrent}
        error={wrong.password}
      />
      <Button type="submit" variant="primary" size="lg" block busy={busy}>
        {label}
      </Button>
    </form>
  )
}
