/** Splits text into words and signs with their offsets, for formats that label tokens. */

export interface Token {
  readonly text: string
  /** Code points, half open. */
  readonly start: number
  readonly end: number
}

// Scripts written without blanks give one token a character: a label could begin at any of them.
const pattern =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]\p{M}*|[\p{L}\p{M}\p{N}_]+?(?=[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}])|[\p{L}\p{M}\p{N}_]+|[^\s]/gu

export function tokenize(text: string): Token[] {
  const found: Token[] = []
  let units = 0
  let points = 0
  for (const match of text.matchAll(pattern)) {
    points += Array.from(text.slice(units, match.index)).length
    const end = points + Array.from(match[0]).length
    found.push({ text: match[0], start: points, end })
    units = match.index + match[0].length
    points = end
  }
  return found
}
