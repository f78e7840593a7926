import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { caps } from "./chords.ts"
import { type Focus, type Press, type Situation, verdict } from "./guard.ts"
import { shortcuts } from "./shortcuts.ts"

const codeOf = (key: string) => {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`
  return /^\d$/.test(key) ? `Digit${key}` : key
}

const press = (key: string, overrides: Partial<Press> = {}): Press => ({
  key,
  code: codeOf(key),
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  keyCode: 0,
  altGraph: false,
  defaultPrevented: false,
  focus: "page",
  ...overrides,
})

const usual: Situation = { mac: false, dialogOpen: false, recordShown: true, singleKeys: true, prefix: null }
const read = (key: string, overrides: Partial<Press> = {}, situation: Partial<Situation> = {}) =>
  verdict(press(key, overrides), { ...usual, ...situation })
const runs = (id: string) => ({ kind: "run", id })
const nothing = { kind: "nothing" }
const ctrl = { ctrlKey: true }

describe("shortcuts on the page", () => {
  it.each([
    ["Enter", {}, "submit"],
    ["d", {}, "discard"],
    ["s", {}, "skip"],
    ["u", {}, "undo"],
    ["z", ctrl, "undo"],
    ["y", ctrl, "redo"],
    ["Z", { ...ctrl, shiftKey: true }, "redo"],
    ["s", ctrl, "draft"],
    ["ArrowRight", {}, "next"],
    ["ArrowUp", {}, "previousQuestion"],
    ["?", { code: "Slash", shiftKey: true }, "help"],
    ["?", { code: "Minus", shiftKey: true }, "help"],
    ["1", { altKey: true }, "recordPane"],
  ] as const)("%s %j runs %s", (key, overrides, id) => {
    expect(read(key, overrides)).toEqual(runs(id))
  })

  it("acts on letters with CapsLock and on the same place of a Cyrillic keyboard", () => {
    expect(read("D")).toEqual(runs("discard"))
    expect(read("в", { code: "KeyD" })).toEqual(runs("discard"))
  })

  it("follows the letter, not its place, on Dvorak and AZERTY", () => {
    expect(read("d", { code: "KeyH" })).toEqual(runs("discard"))
    expect(read("e", { code: "KeyD" })).toEqual(runs("edit"))
  })

  it("takes ⌘ on Apple keyboards and Ctrl elsewhere, never the other one", () => {
    expect(read("z", { metaKey: true }, { mac: true })).toEqual(runs("undo"))
    expect(read("z", { metaKey: true })).toEqual(nothing)
    expect(read("z", ctrl, { mac: true })).toEqual(nothing)
  })

  it("opens queues by two keys", () => {
    expect(read("q")).toEqual({ kind: "prefix", key: "q" })
    expect(read("d", {}, { prefix: "q" })).toEqual(runs("queueDraft"))
    expect(read("x", {}, { prefix: "q" })).toEqual(runs("queueDiscarded"))
    expect(read("k", {}, { prefix: "q" })).toEqual(nothing)
  })
})

describe("options", () => {
  it.each([
    ["1", {}, 0],
    ["0", {}, 9],
    ["&", { code: "Digit1" }, 0],
    ["!", { code: "Digit1", shiftKey: true }, 10],
    ["7", { code: "Numpad7" }, 6],
  ] as const)("%s %j chooses option %i", (key, overrides, index) => {
    expect(read(key, overrides)).toEqual({ kind: "option", index })
  })

  it("are not chosen by the cursor keys of the numpad, by Ctrl+digit, or by a held key", () => {
    expect(read("End", { code: "Numpad1" })).toEqual(nothing)
    expect(read("1", ctrl)).toEqual(nothing)
    expect(read("1", { repeat: true })).toEqual(nothing)
  })
})

describe("undo while the focus is in a text", () => {
  it("takes the last decision back as long as nothing has been written there, by the chord alone", () => {
    const untouched = { focus: "text", untouched: true } as const
    expect(read("z", { ...ctrl, ...untouched })).toEqual(runs("undo"))
    expect(read("y", { ...ctrl, ...untouched })).toEqual(runs("redo"))
    expect(read("u", untouched)).toEqual(nothing)
  })

  it("is the text's own once something has been written", () => {
    expect(read("z", { ...ctrl, focus: "text", untouched: false })).toEqual(nothing)
    expect(read("Z", { ...ctrl, shiftKey: true, focus: "text" })).toEqual(nothing)
  })
})

describe("nothing happens", () => {
  const everyKey = fc.constantFrom(
    ..."abcdefghijklmnopqrstuvwxyz0123456789?/ ",
    ..."Enter Escape ArrowLeft ArrowRight ArrowUp ArrowDown Backspace Delete Tab Home F6".split(" "),
  )
  const modifiers = fc.record({
    ctrlKey: fc.boolean(),
    metaKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
  })
  const focus = fc.constantFrom<Focus>("page", "text", "option", "control", "widget")

  it("on Backspace or Delete, anywhere, ever", () => {
    fc.assert(
      fc.property(fc.constantFrom("Backspace", "Delete"), modifiers, focus, (key, mods, where) => {
        expect(read(key, { ...mods, focus: where })).toEqual(nothing)
      }),
    )
  })

  it.each([
    ["while an input method composes", { isComposing: true }, {}],
    ["for the key code of input methods", { keyCode: 229 }, {}],
    ["for characters made with AltGr", { altGraph: true, ctrlKey: true, altKey: true }, {}],
    ["when the element has dealt with the key", { defaultPrevented: true }, {}],
    ["while a dialog is open", {}, { dialogOpen: true }],
    ["in menus and selects", { focus: "widget" }, {}],
  ] as const)("%s", (_, overrides, situation) => {
    fc.assert(
      fc.property(everyKey, modifiers, (key, mods) => {
        expect(read(key, { ...mods, ...overrides }, situation)).toEqual(nothing)
      }),
    )
  })

  it("to a text being written but for Mod+Enter, Mod+S, Escape and the panes", () => {
    fc.assert(
      fc.property(everyKey, modifiers, (key, mods) => {
        const found = read(key, { ...mods, focus: "text" })
        const allowed = ["submitTyping", "draft", "leave", "recordPane", "questionPane", "switchPane"]
        if (found.kind !== "nothing") expect(allowed).toContain(found.kind === "run" ? found.id : found.kind)
      }),
    )
    expect(read("Enter", { focus: "text", ...ctrl })).toEqual(runs("submitTyping"))
    expect(read("z", { focus: "text", ...ctrl })).toEqual(nothing)
  })

  it("to a record that is not there yet", () => {
    for (const key of ["Enter", "d", "s", "1", "e"]) {
      expect(read(key, {}, { recordShown: false })).toEqual(nothing)
    }
    expect(read("u", {}, { recordShown: false })).toEqual(runs("undo"))
  })

  it("again and again when a deciding key is held down, while moving may repeat", () => {
    for (const key of ["Enter", "d", "s", "u"]) expect(read(key, { repeat: true })).toEqual(nothing)
    expect(read("ArrowRight", { repeat: true })).toEqual(runs("next"))
  })

  it("beside the focused button: Enter and Space are its own, letters are not", () => {
    expect(read("Enter", { focus: "control" })).toEqual(nothing)
    expect(read(" ", { focus: "control" })).toEqual(nothing)
    expect(read("d", { focus: "control" })).toEqual(runs("discard"))
  })

  it("to the records when an option has the focus: arrows and Space are its own, Enter submits", () => {
    expect(read("ArrowRight", { focus: "option" })).toEqual(nothing)
    expect(read("Enter", { focus: "option" })).toEqual(runs("submit"))
  })

  it("on single characters when they are switched off, chords go on working", () => {
    for (const key of ["d", "1", "?", "q"]) expect(read(key, {}, { singleKeys: false })).toEqual(nothing)
    expect(read("z", ctrl, { singleKeys: false })).toEqual(runs("undo"))
    expect(read("Enter", {}, { singleKeys: false })).toEqual(runs("submit"))
  })
})

describe("the table", () => {
  it("gives no chord to two actions", () => {
    const keys = shortcuts.flatMap((each) => each.keys)
    expect(keys).toEqual([...new Set(keys)])
  })

  it("draws the caps of the keyboard at hand", () => {
    expect(caps("Mod+Enter", true)).toEqual(["⌘", "↵"])
    expect(caps("Mod+Enter", false)).toEqual(["Ctrl", "↵"])
    expect(caps("q p", false)).toEqual(["Q", "P"])
  })
})
