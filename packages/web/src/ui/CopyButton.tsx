/** Copies a text and says so for a moment. */
import { IconCheck, IconCopy } from "@tabler/icons-react"
import { useEffect, useState } from "react"
import { Button, IconButton } from "./Button.tsx"
import { copyText } from "./copy.ts"

interface CopyButtonProps {
  text: string
  /** What is copied: "Copy key". */
  label: string
  /** Icon only, with the label as its name. */
  compact?: boolean
}

export function CopyButton({ text, label, compact = false }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle")
  useEffect(() => {
    if (state === "idle") return
    const timer = setTimeout(() => setState("idle"), 2000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = async () => setState((await copyText(text)) ? "copied" : "failed")
  const words = { idle: label, copied: "Copied", failed: "Copying is blocked here" }[state]
  const icon = state === "copied" ? <IconCheck size={16} /> : <IconCopy size={16} />
  return compact ? (
    <IconButton label={words} onClick={copy}>
      {icon}
    </IconButton>
  ) : (
    <Button size="sm" icon={icon} onClick={copy} aria-live="polite">
      {words}
    </Button>
  )
}
