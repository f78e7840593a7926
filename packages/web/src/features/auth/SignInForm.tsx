/** Username and password; used by the sign-in page and by the dialog of an expired session. */
import type { User } from "@loam/schema"
import { IconAlertCircle, IconClock } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useRef, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { TextField } from "../../ui/TextField.tsx"
import { PasswordField } from "./PasswordField.tsx"
import { signIn } from "./queries.ts"
import styles from "./SignInForm.module.css"
import { refusalOf } from "./sign-in-errors.ts"
import { clock, useCountdown } from "./use-countdown.ts"

interface SignInFormProps {
  /** Signs in this person only. */
  fixedUsername?: string
  onSignedIn: (user: User) => void
}

export function SignInForm({ fixedUsername, onSignedIn }: SignInFormProps) {
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState<{ username?: string; password?: string }>({})
  const [wait, startWait] = useCountdown()
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: onSignedIn,
    onError: (error) => {
      const refusal = refusalOf(error)
      if (refusal.retryAfter) startWait(refusal.retryAfter)
      if (refusal.wrongPassword) password.current?.select()
    },
  })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (attempt.isPending || wait > 0) return
    // Read from the inputs, not from state: password managers fill them without telling.
    const given = { username: username.current?.value.trim() ?? "", password: password.current?.value ?? "" }
    setMissing({
      ...(given.username ? {} : { username: "Enter your username." }),
      ...(given.password ? {} : { password: "Enter your password." }),
    })
    if (!given.username) username.current?.focus()
    else if (!given.password) password.current?.focus()
    else attempt.mutate(given)
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Refusal error={attempt.error} wait={wait} />
      <TextField
        ref={username}
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={!fixedUsername}
        readOnly={Boolean(fixedUsername)}
        defaultValue={fixedUsername}
        error={missing.username}
      />
      <PasswordField ref={password} autoFocus={Boolean(fixedUsername)} error={missing.password} />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        block
        busy={attempt.isPending}
        aria-disabled={wait > 0}
      >
        {wait > 0 ? `Try again in ${clock(wait)}` : "Sign in"}
      </Button>
    </form>
  )
}

function Refusal({ error, wait }: { error: Error | null; wait: number }) {
  if (!error) return null
  const { sentence, retryAfter } = refusalOf(error)
  if (retryAfter && wait === 0) return null
  return (
    <Notice
      tone={retryAfter ? "warning" : "danger"}
      icon={retryAfter ? <IconClock size={18} /> : <IconAlertCircle size={18} />}
      alert
    >
      {sentence}
    </Notice>
  )
}
