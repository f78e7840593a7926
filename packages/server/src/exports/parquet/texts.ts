/** Texts as the bytes of a Parquet page: each with its length before it, and each once where they repeat. */

/** Where texts are written before their size is known; grows to the largest page and is used again. */
let scratch = Buffer.allocUnsafeSlow(1024 * 1024)

function room(at: number, more: number): void {
  if (at + more <= scratch.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, at + more))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** PLAIN encoding of a BYTE_ARRAY column. */
export function plainTexts(texts: readonly string[]): Buffer {
  let at = 0
  for (const text of texts) {
    // Three bytes a UTF-16 unit at most.
    room(at, 4 + text.length * 3)
    const length = scratch.write(text, at + 4)
    scratch.writeUInt32LE(length, at)
    at += 4 + length
  }
  return Buffer.from(scratch.subarray(0, at))
}

export interface TextDictionary {
  readonly texts: readonly string[]
  /** For each value its text's place. */
  readonly places: readonly number[]
}

/** After so many values it is looked whether texts repeat at all. */
const sampled = 1_000
/** A dictionary is worth it from this share of characters on: three answers to one prompt come to 0.33. */
const worthShare = 0.8

/** Texts and their places, or undefined where too few repeat. */
export function dictionaryOf(values: readonly string[]): TextDictionary | undefined {
  const known = new Map<string, number>()
  const texts: string[] = []
  const places: number[] = new Array(values.length)
  let distinct = 0
  let total = 0
  for (const [index, value] of values.entries()) {
    total += value.length + 4
    const place = known.get(value)
    if (place === undefined) {
      known.set(value, texts.length)
      places[index] = texts.length
      texts.push(value)
      distinct += value.length + 4
    } else places[index] = place
    if (index === sampled && distinct > total * worthShare) return undefined
  }
  return texts.length > 0 && distinct <= total * worthShare ? { texts, places } : undefined
}
