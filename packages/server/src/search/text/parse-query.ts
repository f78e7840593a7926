/** Reads a query as the protocol's clients write it; nothing is malformed, what makes no sense is left out. */
import { isCharacter, wordsOf } from "./words.ts"

export type Query =
  | { readonly kind: "all" }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "prefix"; readonly word: string }
  | { readonly kind: "fuzzy"; readonly word: string; readonly distance: number }
  | { readonly kind: "phrase"; readonly words: readonly string[]; readonly slop: number }
  | { readonly kind: "and"; readonly parts: readonly Query[] }
  | { readonly kind: "or"; readonly parts: readonly Query[] }
  | { readonly kind: "not"; readonly part: Query }

type Operator = "and" | "or"
const mostEdits = 2

/** Two of the same operator make one flat node. */
function combine(operator: Operator, left: Query | undefined, right: Query): Query {
  if (!left) return right
  if (left.kind === operator) return { kind: operator, parts: [...left.parts, right] }
  return { kind: operator, parts: [left, right] }
}

const allOf = (parts: readonly Query[]): Query | undefined =>
  parts.length < 2 ? parts[0] : { kind: "and", parts }

/** Every word; characters of scripts without spaces stand side by side. */
function everyWord(words: readonly string[]): Query[] {
  const parts: Query[] = []
  for (let index = 0; index < words.length; ) {
    let end = index + 1
    if (isCharacter(words[index] ?? "")) while (end < words.length && isCharacter(words[end] ?? "")) end += 1
    const run = words.slice(index, end)
    parts.push(
      run.length === 1 ? { kind: "word", word: run[0] ?? "" } : { kind: "phrase", words: run, slop: 0 },
    )
    index = end
  }
  return parts
}

function chunk(text: string): Query | undefined {
  if (text === "*") return { kind: "all" }
  const fuzzy = /^(.+)~(\d*)$/su.exec(text)
  if (fuzzy) {
    const words = wordsOf(fuzzy[1] ?? "")
    const distance = Math.min(mostEdits, fuzzy[2] ? Number(fuzzy[2]) : mostEdits)
    return allOf(words.map((word) => ({ kind: "fuzzy", word, distance })))
  }
  if (!text.endsWith("*")) return allOf(everyWord(wordsOf(text)))
  const words = wordsOf(text.slice(0, -1))
  const last = words.at(-1)
  if (last === undefined) return undefined
  return allOf([...everyWord(words.slice(0, -1)), { kind: "prefix", word: last }])
}

interface Reader {
  readonly signs: readonly string[]
  at: number
}

/** `"…"` and, behind it, `~3`; `undefined` when the quote is never closed. */
function quoted(reader: Reader): { readonly query: Query | undefined } | undefined {
  let end = reader.at + 1
  let text = ""
  for (; end < reader.signs.length && reader.signs[end] !== '"'; end += 1) {
    if (reader.signs[end] === "\\" && end + 1 < reader.signs.length) end += 1
    text += reader.signs[end]
  }
  if (end >= reader.signs.length) return undefined
  reader.at = end + 1
  let digits = ""
  if (reader.signs[reader.at] === "~") {
    reader.at += 1
    while (/\d/.test(reader.signs[reader.at] ?? "")) digits += reader.signs[reader.at++]
  }
  const words = wordsOf(text)
  const [only] = words
  if (words.length < 2) return { query: only === undefined ? undefined : { kind: "word", word: only } }
  return { query: { kind: "phrase", words, slop: Math.min(1_000, Number(digits)) } }
}

const ends = new Set([" ", "\t", "\n", "\r", "\u3000", "|", "+", '"', "(", ")"])

function bareChunk(reader: Reader): Query | undefined {
  let text = ""
  while (reader.at < reader.signs.length && !ends.has(reader.signs[reader.at] ?? "")) {
    if (reader.signs[reader.at] === "\\" && reader.at + 1 < reader.signs.length) reader.at += 1
    text += reader.signs[reader.at]
    reader.at += 1
  }
  return chunk(text)
}

/** One word, phrase or group at the reader; moves it on in any case. */
function operand(reader: Reader, depth: number): Query | undefined {
  const sign = reader.signs[reader.at]
  if (sign === '"') {
    const found = quoted(reader)
    if (found) return found.query
    reader.at += 1
    return undefined
  }
  if (sign === "(") {
    reader.at += 1
    return depth < mostLevels ? expression(reader, depth + 1) : undefined
  }
  return bareChunk(reader)
}

/** Deeper groups are read as if the parenthesis were not there. */
const mostLevels = 20

function expression(reader: Reader, depth: number): Query | undefined {
  let result: Query | undefined
  let operator: Operator = "and"
  let negated = false
  while (reader.at < reader.signs.length) {
    const sign = reader.signs[reader.at] ?? ""
    if (sign === ")" && depth > 0) {
      reader.at += 1
      return result
    }
    if (sign === "-" || sign === "|" || (ends.has(sign) && sign !== "(" && sign !== '"')) {
      if (sign === "|") operator = "or"
      else if (sign === "+") operator = "and"
      else if (sign === "-") negated = !negated
      else if (sign !== ")") negated = false
      reader.at += 1
      continue
    }
    const part = operand(reader, depth)
    if (part) result = combine(operator, result, negated ? { kind: "not", part } : part)
    operator = "and"
    negated = false
  }
  return result
}

/** `undefined` for a query without a word: it finds nothing. */
export const parseQuery = (text: string): Query | undefined => expression({ signs: [...text], at: 0 }, 0)
