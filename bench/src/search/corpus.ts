/** Texts whose words are as unequal as those of a language: few are in every text, most in hardly any (Zipf's law). */
import { generator } from "../texts.ts"

const syllables = "ba de fi go lu ma ne pi ro su ta ve wi xo zu ka le mi no ru".split(" ")

/** The n-th word of the language, the most common first. */
export function word(rank: number): string {
  let [text, rest] = ["", rank]
  do {
    text = (syllables[rest % syllables.length] ?? "") + text
    rest = Math.floor(rest / syllables.length)
  } while (rest > 0)
  return text
}

const vocabulary = 50_000

/** Makes texts; the same seed makes the same ones. */
export function corpus(seed: number): (words: number) => string {
  const random = generator(seed)
  // The inverse of Zipf's distribution with exponent 1: ranks grow exponentially with even chances.
  const next = () => word(Math.floor(vocabulary ** random()) - 1)
  return (words) => Array.from({ length: words }, next).join(" ")
}
