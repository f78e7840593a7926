/** Offsets in Unicode code points, as Python and the wire count them, over JavaScript's UTF-16 strings. */

/** Text without characters beyond U+FFFF, where both ways of counting agree; nearly all text is. */
const isBasic = (text: string) => !/[\u{10000}-\u{10FFFF}]/u.test(text)

export interface CodePoints {
  readonly length: number
  readonly slice: (start: number, end: number) => string
  /** The code point offset of a UTF-16 offset. */
  readonly fromUnits: (offset: number) => number
}

export function codePoints(text: string): CodePoints {
  if (isBasic(text))
    return { length: text.length, slice: (start, end) => text.slice(start, end), fromUnits: (at) => at }
  const points = Array.from(text)
  return {
    length: points.length,
    slice: (start, end) => points.slice(start, end).join(""),
    fromUnits: (at) => Array.from(text.slice(0, at)).length,
  }
}
