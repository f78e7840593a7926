/** Keys as text (`Mod+Shift+z`), and whether a key press is that chord on the keyboard at hand. */

/** The part of a KeyboardEvent that matters here. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

interface Chord {
  readonly key: string
  readonly mod: boolean
  readonly shift: boolean
  readonly alt: boolean
}

function parse(text: string): Chord {
  const parts = text.split("+")
  const has = (name: string) => parts.includes(name)
  return { key: parts.at(-1) ?? "", mod: has("Mod"), shift: has("Shift"), alt: has("Alt") }
}

const isLetter = (key: string) => /^[a-z]$/.test(key)

/** The Latin letter of a press, by layout; on keyboards of other scripts by its place. */
function letterOf(press: KeyPress): string | null {
  const key = press.key.toLowerCase()
  if (isLetter(key)) return key
  const foreign = key.length === 1 && key > "\u007f"
  return foreign && press.code.startsWith("Key") ? press.code.slice(3).toLowerCase() : null
}

/** The digit of a press by its place, so that French keyboards (digits on Shift) choose as well; numpad included. */
export function digitOf(press: KeyPress): number | null {
  const row = /^Digit(\d)$/.exec(press.code)
  if (row) return Number(row[1])
  // Without NumLock the numpad moves the cursor: then its key is no digit.
  return /^Numpad\d$/.test(press.code) && /^\d$/.test(press.key) ? Number(press.key) : null
}

const keysAgree = (chord: Chord, press: KeyPress) => {
  if (isLetter(chord.key)) return letterOf(press) === chord.key
  if (/^\d$/.test(chord.key)) return digitOf(press) === Number(chord.key)
  return press.key === chord.key
}

/** Whether a press is a chord. `mac` decides which key is `Mod`; Ctrl+Enter submits on Apple keyboards too. */
export function matches(text: string, press: KeyPress, mac: boolean): boolean {
  const chord = parse(text)
  if (!keysAgree(chord, press) || press.altKey !== chord.alt) return false
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  const eitherMod = chord.mod && chord.key === "Enter" && other
  if (!eitherMod && (mod !== chord.mod || other)) return false
  // A sign such as ? or / needs Shift on some layouts and not on others.
  const isSign = chord.key.length === 1 && !isLetter(chord.key) && !/^\d$/.test(chord.key)
  return isSign || press.shiftKey === chord.shift
}

const names: Record<string, string> = {
  Enter: "↵",
  Escape: "Esc",
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowDown: "↓",
  ArrowUp: "↑",
}

/** The caps to draw for a chord or a sequence, in the order in which they are pressed. */
export function caps(text: string, mac: boolean): string[] {
  const modifiers = mac ? { Mod: "⌘", Shift: "⇧", Alt: "⌥" } : { Mod: "Ctrl", Shift: "Shift", Alt: "Alt" }
  return text.split(" ").flatMap((chord) =>
    chord.split("+").map((part) => {
      if (part in modifiers) return modifiers[part as keyof typeof modifiers]
      return names[part] ?? (part.length === 1 ? part.toUpperCase() : part)
    }),
  )
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeys(keys: readonly string[], mac: boolean): string {
  return keys
    .filter((text) => !text.includes(" "))
    .map((text) =>
      text
        .replace("Mod", mac ? "Meta" : "Control")
        .replace(/(^|\+)([a-z])$/, (_, plus, letter) => plus + letter.toUpperCase()),
    )
    .join(" ")
}
