/** Two hashes: one that other programs can repeat (SHA-256), one that is only fast. */
import { sha256Head } from "./sha256.ts"

/** The first 64 bits of SHA-256 as 16 hexadecimal digits. */
export function hash64(text: string): string {
  const [high, low] = sha256Head(text)
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0")
}

/** A number in [0, 1) from a text, evenly spread: the first 53 bits of SHA-256 over 2^53. */
export function hashFraction(text: string): number {
  const [high, low] = sha256Head(text)
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53
}

/**
 * Two 32-bit words over UTF-16 units, for finding copies within one run; not for files. Two rounds of multiply and
 * xor with different constants, as in MurmurHash's mixing.
 */
export function fastHash(text: string): readonly [number, number] {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x9e3779b1)
    b = Math.imul(b ^ unit, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return [a >>> 0, b >>> 0]
}
