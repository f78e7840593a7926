/** The words of a text, as search compares them: one rule for records and for queries. */

// Scripts that write no spaces between words, and Korean, whose words carry their particles: a token a character, looked
// for side by side, so that any part of a text is found.
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}"
const letters = `(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}_])`
// A word may hold dots and apostrophes: v1.2.3, example.org, don't.
const token = new RegExp(
  `${letters}+(?:[.'’]${letters}+)*|[${unspaced}\\u30fc]\\p{M}*|\\p{Extended_Pictographic}`,
  "gu",
)
const plain = /^[\x20-\x7e\s]*$/
const plainToken = /[a-z0-9_]+(?:[.'][a-z0-9_]+)*/g
const isUnspaced = new RegExp(`^[${unspaced}\\u30fc]`, "u")

/** Longer ones are cut: nobody looks for them, and a key has to fit a line. */
const longest = 200

/** Capitals and compatibility forms (full-width letters) do not matter, accents do. */
export function wordsOf(text: string): string[] {
  const found = plain.test(text)
    ? text.toLowerCase().match(plainToken)
    : text.normalize("NFKC").toLowerCase().match(token)
  if (!found) return []
  for (let index = 0; index < found.length; index += 1) {
    const word = found[index] ?? ""
    if (word.length > longest) found[index] = word.slice(0, longest)
  }
  return found
}

/** Whether a word is a character of a script without spaces. */
export const isCharacter = (word: string) => isUnspaced.test(word)
