/** SHA-256 without a platform's crypto, so that splits and hashes are the same everywhere and synchronous. */

const primes = (count: number): number[] => {
  const found: number[] = []
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}
const fractionBits = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0

/** Round constants: the fractions of the cube roots of the first 64 primes (FIPS 180-4). */
const K = Int32Array.from(primes(64), (prime) => fractionBits(Math.cbrt(prime)))
const start = primes(8).map((prime) => fractionBits(Math.sqrt(prime)))

const rotate = (value: number, by: number) => (value >>> by) | (value << (32 - by))
const encoder = new TextEncoder()

/** Reads a word of an array whose length is known: checking each index would halve the speed. */
const at = (words: Int32Array, index: number) => words[index] as number

function expand(schedule: Int32Array, block: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = block.getInt32(offset + i * 4)
  for (let i = 16; i < 64; i += 1) {
    const before = at(schedule, i - 15)
    const two = at(schedule, i - 2)
    const s0 = rotate(before, 7) ^ rotate(before, 18) ^ (before >>> 3)
    const s1 = rotate(two, 17) ^ rotate(two, 19) ^ (two >>> 10)
    schedule[i] = (at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1) | 0
  }
}

function compress(state: Int32Array, schedule: Int32Array): void {
  let a = at(state, 0)
  let b = at(state, 1)
  let c = at(state, 2)
  let d = at(state, 3)
  let e = at(state, 4)
  let f = at(state, 5)
  let g = at(state, 6)
  let h = at(state, 7)
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, i) + at(schedule, i)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = at(state, 0) + a
  state[1] = at(state, 1) + b
  state[2] = at(state, 2) + c
  state[3] = at(state, 3) + d
  state[4] = at(state, 4) + e
  state[5] = at(state, 5) + f
  state[6] = at(state, 6) + g
  state[7] = at(state, 7) + h
}

/** A hash that takes its text piece by piece. */
export interface Hasher {
  readonly update: (text: string) => void
  /** Hexadecimal; ends the hash. */
  readonly digest: () => string
}

export function createSha256(): Hasher {
  const state = Int32Array.from(start)
  const schedule = new Int32Array(64)
  const block = new Uint8Array(64)
  const blockView = new DataView(block.buffer)
  let filled = 0
  let length = 0

  function take(view: DataView, offset: number): void {
    expand(schedule, view, offset)
    compress(state, schedule)
  }

  function feed(bytes: Uint8Array<ArrayBuffer>): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let read = 0
    if (filled > 0) {
      read = Math.min(64 - filled, bytes.length)
      block.set(bytes.subarray(0, read), filled)
      filled += read
      if (filled < 64) return
      take(blockView, 0)
    }
    for (; read + 64 <= bytes.length; read += 64) take(view, read)
    filled = bytes.length - read
    block.set(bytes.subarray(read))
  }

  function update(text: string): void {
    const bytes = encoder.encode(text)
    length += bytes.length
    feed(bytes)
  }

  function digest(): string {
    block[filled] = 0x80
    block.fill(0, filled + 1)
    if (filled >= 56) {
      take(blockView, 0)
      block.fill(0)
    }
    blockView.setUint32(56, Math.floor(length / 2 ** 29))
    blockView.setUint32(60, (length * 8) >>> 0)
    take(blockView, 0)
    return Array.from(state, hexWord).join("")
  }

  return { update, digest }
}

const scratch = {
  state: new Int32Array(8),
  schedule: new Int32Array(64),
  view: new DataView(new ArrayBuffer(8192)),
}

/** The eight words of a text's SHA-256; short texts reuse one buffer, as making the arrays costs more than hashing. */
function words(text: string): Int32Array {
  const { state, schedule } = scratch
  const needed = text.length * 3 + 72
  if (scratch.view.byteLength < needed) scratch.view = new DataView(new ArrayBuffer(needed * 2))
  const { view } = scratch
  const bytes = new Uint8Array(view.buffer)
  const { written } = encoder.encodeInto(text, bytes)
  const end = (((written + 8) >> 6) + 1) << 6
  bytes.fill(0, written, end)
  view.setUint8(written, 0x80)
  view.setUint32(end - 8, Math.floor(written / 2 ** 29))
  view.setUint32(end - 4, (written * 8) >>> 0)
  state.set(start)
  for (let offset = 0; offset < end; offset += 64) {
    expand(schedule, view, offset)
    compress(state, schedule)
  }
  return state
}

const hexWord = (word: number) => (word >>> 0).toString(16).padStart(8, "0")

/** SHA-256 of a text in UTF-8, hexadecimal. */
export function sha256(text: string): string {
  return Array.from(words(text), hexWord).join("")
}

/** The first 64 bits of a text's SHA-256 as two unsigned words. */
export function sha256Head(text: string): readonly [high: number, low: number] {
  const state = words(text)
  return [at(state, 0) >>> 0, at(state, 1) >>> 0]
}
