/** Cuts a selecting expression into tokens. */
import { WhereError } from "./syntax.ts"

export interface Token {
  readonly kind: "name" | "quoted" | "text" | "number" | "sign" | "end"
  /** A sign or name as written, a text without its quotes. */
  readonly text: string
  readonly at: number
}

const blank = /\s+/uy
const number = /-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?/uy
const name = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*/uy
const sign = /==|!=|<>|<=|>=|[=<>().,]/uy

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const ends: Readonly<Record<string, string>> = { '"': '"', "'": "'", "`": "`" }

/** A text from its quote to the same quote; a backslash keeps the next character. */
function quoted(text: string, at: number): { value: string; end: number } {
  const quote = ends[text[at] ?? ""]
  let value = ""
  for (let place = at + 1; place < text.length; place += 1) {
    const character = text[place]
    if (character === quote) return { value, end: place + 1 }
    if (character === "\\") place += 1
    value += text[place] ?? ""
  }
  throw new WhereError("A text is not closed", at, `Add a ${quote} where it ends.`)
}

export function tokens(text: string): Token[] {
  const found: Token[] = []
  let at = 0
  const take = (kind: Token["kind"], value: string, length: number) => {
    found.push({ kind, text: value, at })
    at += length
  }
  while (at < text.length) {
    const skipped = match(blank, text, at)
    const first = text[at] ?? ""
    if (skipped !== undefined) at += skipped.length
    else if (first in ends) {
      const { value, end } = quoted(text, at)
      take(first === "`" ? "quoted" : "text", value, end - at)
    } else {
      const digits = match(number, text, at)
      const word = match(name, text, at)
      const mark = match(sign, text, at)
      if (digits !== undefined) take("number", digits, digits.length)
      else if (word !== undefined) take("name", word, word.length)
      else if (mark !== undefined) take("sign", mark, mark.length)
      else
        throw new WhereError(
          `'${String.fromCodePoint(text.codePointAt(at) ?? 32)}' means nothing here`,
          at,
          "Put texts in quotes, and names with blanks or signs in `backquotes`.",
        )
    }
  }
  found.push({ kind: "end", text: "", at: text.length })
  return found
}
