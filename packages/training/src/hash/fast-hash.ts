/**
 * A fast 64-bit hash for finding copies within one run; never written to files. Two 32-bit lanes over UTF-16 units,
 * two units at a time: multiply and xor with different constants, then MurmurHash's finish.
 */

// Module state instead of a returned pair: a row has a dozen texts, and the pairs were a tenth of an export's time.
let a = 0
let b = 0

function mix(units: number): void {
  a = Math.imul(a ^ units, 0x9e3779b1)
  // Turned, because a multiplication carries upwards only: the high bits of one lane are the low ones of the other.
  b = Math.imul(b ^ ((units << 13) | (units >>> 19)), 0x5f356495)
  a ^= a >>> 15
  b ^= b >>> 13
}

/** Long texts that were hashed last, with their two lanes: rows of one record share their texts. */
const recentTexts: string[] = []
const recentLanes: number[] = []
const kept = 8
const longText = 64
let oldest = 0

/** The lanes of a text by itself, into the slot of the oldest. */
function hashLong(text: string): number {
  const slot = oldest
  oldest = (oldest + 1) % kept
  const [before, other] = [a, b]
  a = 0x2545f491
  b = 0x9e6c63d0
  mixUnits(text)
  recentTexts[slot] = text
  recentLanes[2 * slot] = a
  recentLanes[2 * slot + 1] = b
  a = before
  b = other
  return slot
}

function mixText(text: string): void {
  if (text.length < longText) {
    mixUnits(text)
    return
  }
  const known = recentTexts.indexOf(text)
  const slot = known < 0 ? hashLong(text) : known
  mix(recentLanes[2 * slot] ?? 0)
  mix(recentLanes[2 * slot + 1] ?? 0)
}

function mixUnits(text: string): void {
  const { length } = text
  const even = length & ~1
  // The same as mix, on local variables: through the module's own this loop takes twice the time.
  let x = a
  let y = b
  for (let i = 0; i < even; i += 2) {
    const units = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)
    x = Math.imul(x ^ units, 0x9e3779b1)
    y = Math.imul(y ^ ((units << 13) | (units >>> 19)), 0x5f356495)
    x ^= x >>> 15
    y ^= y >>> 13
  }
  a = x
  b = y
  if (even < length) mix(text.charCodeAt(even))
  mix(length)
}

/** Kinds of values are told apart: the text "1" is not the number 1, [] is not {}. */
const kinds = { text: 1, scalar: 2, list: 3, object: 4, end: 5 } as const

function mixValue(value: unknown): void {
  if (typeof value === "string") {
    mix(kinds.text)
    mixText(value)
  } else if (typeof value !== "object" || value === null) {
    mix(kinds.scalar)
    mixText(String(value))
  } else if (Array.isArray(value)) {
    mix(kinds.list)
    for (const item of value) mixValue(item)
    mix(kinds.end)
  } else {
    mix(kinds.object)
    for (const key of Object.keys(value)) {
      mixText(key)
      mixValue((value as Record<string, unknown>)[key]) // own members of a plain object
    }
    mix(kinds.end)
  }
}

function hashed(add: () => void): readonly [high: number, low: number] {
  a = 0x9e3779b9
  b = 0x85ebca6b
  add()
  const high = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  const low = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  return [high >>> 0, low >>> 0]
}

/** The hash of a text. */
export function fastHash(text: string): readonly [high: number, low: number] {
  return hashed(() => mixText(text))
}

/** The hash of a row's content, without writing the row out. */
export function hashRow(row: unknown): readonly [high: number, low: number] {
  return hashed(() => mixValue(row))
}
