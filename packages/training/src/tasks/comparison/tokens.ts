/** Which response a name speaks of: `response_a`, `Answer 2` and `left` carry a token that tells. */

const ordinals: Readonly<Record<string, number>> = { first: 0, second: 1, left: 0, right: 1 }

/** `Response-2B` → response, 2, b. */
export function tokens(name: string): string[] {
  return (
    name
      .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
      .toLowerCase()
      .match(/\p{L}+|\p{N}+/gu) ?? []
  )
}

/** The tokens that a name has and its sisters lack: what tells it apart. */
function ownTokens(names: readonly string[]): string[][] {
  const all = names.map((name) => new Set(tokens(name)))
  return all.map((own, index) =>
    [...own].filter((token) => all.every((other, at) => at === index || !other.has(token))),
  )
}

/** For each text the one response that it names, by name, own token or place; undefined where it names none or two. */
export function whichResponse(responses: readonly string[]): (text: string) => number | undefined {
  const own = ownTokens(responses)
  return (text) => {
    const same = responses.findIndex((name) => tokens(name).join(" ") === tokens(text).join(" "))
    if (same >= 0) return same
    const words = tokens(text)
    const named = own.flatMap((mine, index) => (mine.some((token) => words.includes(token)) ? [index] : []))
    if (named.length > 0) return named.length === 1 ? named[0] : undefined
    const places = words.flatMap((word) => ordinals[word] ?? [])
    return responses.length === 2 && places.length === 1 ? places[0] : undefined
  }
}

const tieWords = new Set([
  "tie",
  "tied",
  "same",
  "equal",
  "equally",
  "both",
  "neither",
  "none",
  "unsure",
  "draw",
  "indifferent",
])
const strengthWords: Readonly<Record<string, number>> = {
  significantly: 3,
  much: 3,
  far: 3,
  strongly: 3,
  slightly: 1,
  somewhat: 1,
  marginally: 1,
  little: 1,
  bit: 1,
  negligibly: 0,
  barely: 0,
}

export function saysTie(text: string): boolean {
  return tokens(text).some((token) => tieWords.has(token))
}

/** How strongly a text says so: 3 significantly, 2 better, 1 slightly, 0 negligibly. */
export function saidStrength(text: string): number | undefined {
  return tokens(text).flatMap((token) => strengthWords[token] ?? [])[0]
}
