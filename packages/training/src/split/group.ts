/** Which rows belong together: those whose prompts say the same, whatever their case and blanks. */
import { hash64 } from "../hash/hash.ts"

const ascii = /^[\p{ASCII}]*$/u

/** Text in one case, one width and with single blanks: what makes two prompts the same prompt. */
export function normalise(text: string): string {
  // Compatibility forms exist outside ASCII only, and looking for them costs more than this test.
  const folded = ascii.test(text) ? text : text.normalize("NFKC")
  return folded.toLowerCase().replace(/\s+/gu, " ").trim()
}

/** The identity of a prompt: the first 64 bits of the SHA-256 of its normalised text. */
export function groupId(text: string): string {
  return hash64(normalise(text))
}
