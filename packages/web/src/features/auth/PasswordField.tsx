/** A password input that can be shown, and that says when Caps Lock is on. */
import { limits } from "@loam/schema"
import { IconEye, IconEyeOff } from "@tabler/icons-react"
import { type KeyboardEvent, type Ref, useState } from "react"
import { IconButton } from "../../ui/Button.tsx"
import { TextField } from "../../ui/TextField.tsx"

interface PasswordFieldProps {
  label?: string
  /** A password being chosen: managers offer to make one. */
  fresh?: boolean
  error?: string | undefined
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}

export function PasswordField({
  label = "Password",
  fresh = false,
  error,
  autoFocus = false,
  ref,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const lengthHint = fresh ? `At least ${limits.password.min} characters.` : undefined
  const watchCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"))

  return (
    <TextField
      ref={ref ?? null}
      label={label}
      name={fresh ? "new-password" : "password"}
      type={shown ? "text" : "password"}
      autoComplete={fresh ? "new-password" : "current-password"}
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      // Dialogs look for this.
      data-autofocus={autoFocus || undefined}
      error={error}
      hint={capsLock ? "Caps Lock is on." : lengthHint}
      onKeyDown={watchCapsLock}
      onKeyUp={watchCapsLock}
      onBlur={() => setCapsLock(false)}
      end={
        <IconButton
          label={shown ? "Hide password" : "Show password"}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={18} /> : <IconEye size={18} />}
        </IconButton>
      }
    />
  )
}
