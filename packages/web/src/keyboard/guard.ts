/** Which shortcut a key press is, if any: never while typing, composing, in a dialog, held down, or with nothing shown. */
import { digitOf, type KeyPress, matches } from "./chords.ts"
import { type Shortcut, type ShortcutId, shortcuts } from "./shortcuts.ts"

/** What the focused element does with keys itself. */
export type Focus =
  /** Nothing. */
  | "page"
  /** A place to write. */
  | "text"
  /** An option of a question: arrows move among its neighbours, Space chooses. */
  | "option"
  /** A button, link or the like: Enter and Space are its own. */
  | "control"
  /** A menu, list box or select: it wants letters and arrows too. */
  | "widget"

export interface Press extends KeyPress {
  readonly repeat: boolean
  readonly isComposing: boolean
  /** 229 is what some input methods send instead of `isComposing`. */
  readonly keyCode: number
  /** AltGr makes characters; it is not Ctrl+Alt. */
  readonly altGraph: boolean
  readonly defaultPrevented: boolean
  readonly focus: Focus
  /** Nothing has been written yet where the focus is: the place has nothing of its own to undo. */
  readonly untouched?: boolean
}

export interface Situation {
  readonly mac: boolean
  readonly dialogOpen: boolean
  readonly recordShown: boolean
  /** Shortcuts of a single character may be switched off (WCAG 2.1.4). */
  readonly singleKeys: boolean
  /** First key of a sequence, pressed a moment ago. */
  readonly prefix: string | null
}

export type Verdict =
  | { readonly kind: "run"; readonly id: ShortcutId }
  /** Option `index` of the active question, counted from 0. */
  | { readonly kind: "option"; readonly index: number }
  | { readonly kind: "prefix"; readonly key: string }
  | { readonly kind: "nothing" }

const nothing: Verdict = { kind: "nothing" }

export function verdict(press: Press, situation: Situation): Verdict {
  if (press.defaultPrevented || press.isComposing || press.keyCode === 229 || press.altGraph) return nothing
  if (situation.dialogOpen || press.focus === "widget") return nothing
  if (situation.prefix !== null) return afterPrefix(press, situation, situation.prefix)
  if (!situation.singleKeys && isSingleCharacter(press)) return nothing
  if (ownKey(press)) return nothing
  const option = press.focus === "text" ? null : optionOf(press)
  if (option !== null)
    return situation.recordShown && !press.repeat ? { kind: "option", index: option } : nothing
  const found = shortcuts.find((each) => each.keys.some((keys) => matches(keys, press, situation.mac)))
  if (found) return allowed(found, press, situation) ? { kind: "run", id: found.id } : nothing
  const startsSequence = shortcuts.some((each) =>
    each.keys.some((keys) => keys.includes(" ") && matches(keys.split(" ")[0] ?? "", press, situation.mac)),
  )
  if (!startsSequence || press.focus === "text" || press.repeat) return nothing
  return { kind: "prefix", key: press.key.toLowerCase() }
}

function afterPrefix(press: Press, situation: Situation, prefix: string): Verdict {
  if (press.repeat || press.focus === "text") return nothing
  const found = shortcuts.find((each) =>
    each.keys.some((keys) => {
      const [first, second] = keys.split(" ")
      return first === prefix && second !== undefined && matches(second, press, situation.mac)
    }),
  )
  return found ? { kind: "run", id: found.id } : nothing
}

function allowed(each: Shortcut, press: Press, situation: Situation): boolean {
  if (
    press.focus === "text" &&
    !each.whileTyping &&
    !(each.untilTyping && press.untouched && !isPlain(press))
  )
    return false
  if (press.repeat && !each.repeats) return false
  return situation.recordShown || !each.needsRecord
}

const isPlain = (press: Press) => !press.ctrlKey && !press.metaKey && !press.altKey

const isSingleCharacter = (press: Press) => isPlain(press) && press.key.length === 1

/** Keys that belong to the focused element. */
function ownKey(press: Press): boolean {
  if (!isPlain(press)) return false
  if (press.focus === "control") return press.key === "Enter" || press.key === " "
  if (press.focus === "option") return press.key === " " || press.key.startsWith("Arrow")
  return false
}

/** 1–9 and 0 choose options 1 to 10, with Shift 11 to 20. */
function optionOf(press: Press): number | null {
  if (!isPlain(press)) return null
  const digit = digitOf(press)
  if (digit === null) return null
  return (digit === 0 ? 9 : digit - 1) + (press.shiftKey && press.code.startsWith("Digit") ? 10 : 0)
}
