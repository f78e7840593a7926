/** Listens to the keyboard and runs what the table says. */
import { useEffect, useEffectEvent, useState } from "react"
import { focusOf, isDialogOpen } from "./focus.ts"
import { verdict } from "./guard.ts"
import { isMac, useSingleKeys } from "./preferences.ts"
import type { ShortcutId } from "./shortcuts.ts"

/** After the first key of a sequence the second has to follow within this time. */
const sequenceTime = 1_500

interface Handlers {
  readonly recordShown: boolean
  readonly run: (id: ShortcutId) => void
  /** Chooses option `index` of the active question; false when there is none. */
  readonly choose: (index: number, press: KeyboardEvent) => boolean
}

/** Returns the first key of a sequence while the second is awaited. */
export function useShortcuts({ recordShown, run, choose }: Handlers): string | null {
  const [prefix, setPrefix] = useState<string | null>(null)
  const [singleKeys] = useSingleKeys()

  const handle = useEffectEvent((event: KeyboardEvent) => {
    const isModifier = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(event.key)
    if (isModifier) return
    const press = {
      key: event.key,
      code: event.code,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      shiftKey: event.shiftKey,
      repeat: event.repeat,
      isComposing: event.isComposing,
      keyCode: event.keyCode,
      altGraph: event.getModifierState("AltGraph"),
      defaultPrevented: event.defaultPrevented,
      focus: focusOf(event.target instanceof Element ? event.target : null),
      untouched: event.target instanceof Element && event.target.matches("[data-untouched]"),
    }
    const found = verdict(press, { mac: isMac, dialogOpen: isDialogOpen(), recordShown, singleKeys, prefix })
    if (prefix !== null) setPrefix(null)
    if (found.kind === "nothing") return
    if (found.kind === "option") {
      if (choose(found.index, event)) event.preventDefault()
      return
    }
    event.preventDefault()
    if (found.kind === "prefix") setPrefix(found.key)
    else run(found.id)
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event)
    window.addEventListener("keydown", listener)
    return () => window.removeEventListener("keydown", listener)
  }, [])

  useEffect(() => {
    if (prefix === null) return
    const timer = setTimeout(() => setPrefix(null), sequenceTime)
    return () => clearTimeout(timer)
  }, [prefix])

  return prefix
}
