/** The one table of shortcuts: it drives the key handler, the hints on buttons and the cheat sheet. */

export type ShortcutGroup = "Answer" | "Move" | "Look"

export interface Shortcut {
  readonly id: ShortcutId
  readonly label: string
  readonly group: ShortcutGroup
  /** `Mod` is ⌘ on Apple keyboards and Ctrl elsewhere; a space separates the keys of a sequence. First is shown. */
  readonly keys: readonly string[]
  /** Works while somebody is writing, because no text is made of these keys. */
  readonly whileTyping?: true
  /** Its chord works in a place to write, too, until something has been written there. */
  readonly untilTyping?: true
  /** Holding the key down may run it again and again. */
  readonly repeats?: true
  /** Does nothing while no record is on screen. */
  readonly needsRecord?: true
}

export type ShortcutId =
  | "submit"
  | "submitTyping"
  | "discard"
  | "skip"
  | "draft"
  | "undo"
  | "redo"
  | "edit"
  | "leave"
  | "next"
  | "previous"
  | "nextQuestion"
  | "previousQuestion"
  | "queuePending"
  | "queueDraft"
  | "queueSubmitted"
  | "queueDiscarded"
  | "recordPane"
  | "questionPane"
  | "switchPane"
  | "guidelines"
  | "history"
  | "info"
  | "raw"
  | "findOption"
  | "help"

const record = { needsRecord: true } as const

export const shortcuts: readonly Shortcut[] = [
  { id: "submit", label: "Submit, taking over suggestions", group: "Answer", keys: ["Enter"], ...record },
  {
    id: "submitTyping",
    label: "Submit while writing",
    group: "Answer",
    keys: ["Mod+Enter"],
    whileTyping: true,
    ...record,
  },
  { id: "edit", label: "Write, or mark text", group: "Answer", keys: ["e", "Shift+Enter"], ...record },
  { id: "leave", label: "Stop writing, close a panel", group: "Answer", keys: ["Escape"], whileTyping: true },
  { id: "findOption", label: "Find an option", group: "Answer", keys: ["/"], ...record },
  { id: "discard", label: "Discard", group: "Answer", keys: ["d"], ...record },
  { id: "skip", label: "Skip for now", group: "Answer", keys: ["s"], ...record },
  { id: "draft", label: "Save as draft", group: "Answer", keys: ["Mod+s"], whileTyping: true, ...record },
  { id: "undo", label: "Undo", group: "Answer", keys: ["u", "Mod+z"], untilTyping: true },
  { id: "redo", label: "Redo", group: "Answer", keys: ["Mod+Shift+z", "Mod+y"], untilTyping: true },
  { id: "next", label: "Next record", group: "Move", keys: ["ArrowRight", "l"], repeats: true },
  { id: "previous", label: "Previous record", group: "Move", keys: ["ArrowLeft", "j"], repeats: true },
  {
    id: "nextQuestion",
    label: "Next question",
    group: "Move",
    keys: ["ArrowDown"],
    repeats: true,
    ...record,
  },
  {
    id: "previousQuestion",
    label: "Previous question",
    group: "Move",
    keys: ["ArrowUp"],
    repeats: true,
    ...record,
  },
  { id: "queuePending", label: "Pending queue", group: "Move", keys: ["q p"] },
  { id: "queueDraft", label: "Drafts", group: "Move", keys: ["q d"] },
  { id: "queueSubmitted", label: "Submitted answers", group: "Move", keys: ["q s"] },
  { id: "queueDiscarded", label: "Discarded records", group: "Move", keys: ["q x"] },
  { id: "recordPane", label: "To the record", group: "Move", keys: ["Alt+1"], whileTyping: true },
  { id: "questionPane", label: "To the questions", group: "Move", keys: ["Alt+2"], whileTyping: true },
  { id: "switchPane", label: "To the next pane", group: "Move", keys: ["F6"], whileTyping: true },
  { id: "guidelines", label: "Guidelines", group: "Look", keys: ["g"] },
  { id: "history", label: "What you did", group: "Look", keys: ["h"] },
  { id: "info", label: "About this record", group: "Look", keys: ["i"], ...record },
  { id: "raw", label: "Formatted or raw text", group: "Look", keys: ["m"], ...record },
  { id: "help", label: "Keyboard shortcuts", group: "Look", keys: ["?"] },
]

const byId = new Map(shortcuts.map((shortcut) => [shortcut.id, shortcut]))

export function shortcut(id: ShortcutId): Shortcut {
  const found = byId.get(id)
  if (!found) throw new Error(`no shortcut ${id}`)
  return found
}
