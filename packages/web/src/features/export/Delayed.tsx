/** A text field whose address follows after a pause in typing. */
import { type ReactNode, useEffect, useState } from "react"
import { TextField } from "../../ui/TextField.tsx"

interface DelayedProps {
  label: string
  value: string
  placeholder?: string
  hint?: string
  error?: string | undefined
  inputMode?: "numeric"
  end?: ReactNode
  onChange: (text: string) => void
}

export function Delayed({ value, onChange, ...field }: DelayedProps) {
  const [text, setText] = useState(value)
  const [told, setTold] = useState(value)
  if (told !== value) {
    setTold(value)
    setText(value)
  }
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), 500)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  return (
    <TextField {...field} value={text} spellCheck={false} onChange={(event) => setText(event.target.value)} />
  )
}
