/** Where a text stops being JSON: the parser of the runtime names the place only sometimes. */

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const space = /[ \t\n\r]*/y

/** The offset behind a match that starts here, -1 without one. */
function behind(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** The same for a string, by a loop: a pattern would need stack for each of its characters. */
function behindString(text: string, start: number): number {
  let offset = start + 1
  while (offset < text.length) {
    const character = text[offset] ?? ""
    if (character === '"') return offset + 1
    if (character < " ") return -1
    offset = character === "\\" ? behind(escaped, text, offset) : offset + 1
    if (offset < 0) return -1
  }
  return -1
}

function behindScalar(text: string, offset: number): number {
  if (text[offset] === '"') return behindString(text, offset)
  return Math.max(behind(number, text, offset), behind(literal, text, offset))
}

/** What may come next; `first…` right after an opening bracket, where it may close at once. */
type Expected = "value" | "first item" | "first key" | "key" | "colon" | "after"

interface State {
  readonly open: ("[" | "{")[]
  expected: Expected
}

/** Takes the next token; answers the offset behind it, -1 when it cannot stand here. */
function step(state: State, text: string, offset: number): number {
  const character = text[offset] ?? ""
  const { open, expected } = state
  const inside = open.at(-1)
  const closes = (inside === "[" && character === "]") || (inside === "{" && character === "}")
  if (closes && ["after", "first item", "first key"].includes(expected)) {
    open.pop()
    state.expected = "after"
    return offset + 1
  }
  switch (expected) {
    case "after":
      state.expected = inside === "{" ? "key" : "value"
      return inside && character === "," ? offset + 1 : -1
    case "colon":
      state.expected = "value"
      return character === ":" ? offset + 1 : -1
    case "key":
    case "first key":
      state.expected = "colon"
      return character === '"' ? behindString(text, offset) : -1
    default:
  }
  if (character === "[" || character === "{") {
    open.push(character)
    state.expected = character === "[" ? "first item" : "first key"
    return offset + 1
  }
  state.expected = "after"
  return behindScalar(text, offset)
}

/** The offset of the first token that cannot stand where it does; the length when the text just ends. */
export function jsonFault(text: string): number {
  const state: State = { open: [], expected: "value" }
  let offset = behind(space, text, 0)
  while (offset < text.length) {
    const next = step(state, text, offset)
    if (next < 0) return offset
    offset = behind(space, text, next)
  }
  return offset
}
