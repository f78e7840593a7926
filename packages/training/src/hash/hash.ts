/** Hashes that other programs can repeat: SHA-256, cut to what is needed. */
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
