import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createNearIndex } from "./near-duplicates.ts"

const word = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnop"), minLength: 2, maxLength: 7 })
const words = (minLength: number, maxLength: number) => fc.array(word, { minLength, maxLength })

/** Exact likeness of two texts by their word 5-grams. */
function jaccard(a: readonly string[], b: readonly string[]): number {
  const grams = (all: readonly string[]) =>
    new Set(all.slice(4).map((_, at) => all.slice(at, at + 5).join(" ")))
  const [one, other] = [grams(a), grams(b)]
  const shared = [...one].filter((gram) => other.has(gram)).length
  return shared / (one.size + other.size - shared)
}

describe("createNearIndex", () => {
  it("finds a text again whatever its case, width and punctuation", () => {
    fc.assert(
      fc.property(words(1, 30), (text) => {
        const index = createNearIndex()
        index.push(text.join(" "))
        expect(index.push(`${text.join(", ").toUpperCase()}!`).match).toEqual({ of: 0, likeness: 1 })
      }),
    )
  })
  it("finds nearly all texts alike by .95 and next to none alike by less than .6", () => {
    let alike = 0
    let found = 0
    let wrong = 0
    fc.assert(
      fc.property(words(60, 120), fc.nat(200), word, (text, at, other) => {
        const changed = text.with(at % text.length, `${other}x`)
        const half = text.map((one, place) => (place % 12 === 0 ? `${one}x` : one))
        const index = createNearIndex()
        index.push(text.join(" "))
        const likeness = jaccard(text, changed)
        const match = index.push(changed.join(" ")).match
        if (likeness >= 0.95) {
          alike += 1
          if (match !== undefined) found += 1
        }
        if (jaccard(text, half) < 0.6 && createAfter(text).push(half.join(" ")).match !== undefined)
          wrong += 1
      }),
      { numRuns: 200, seed: 1 },
    )
    expect(alike).toBeGreaterThan(5)
    expect(found).toBe(alike)
    expect(wrong).toBe(0)
  })
  it("compares texts too short for n-grams of words, and scripts without blanks", () => {
    const index = createNearIndex()
    index.push("请解释为什么天空是蓝色的而不是绿色的或者红色的以及海水为什么是咸的")
    expect(index.push("请解释为什么天空是蓝色的而不是绿色的或者红色的以及海水为什么是咸的？").match?.of).toBe(
      0,
    )
    index.push("Hi")
    expect(index.push("hi!").match).toEqual({ of: 2, likeness: 1 })
    expect(index.push("Ho").match).toBeUndefined()
    expect(index.push(" ").match).toBeUndefined()
  })
  it("remembers no more than its limit, and still compares with what it remembers", () => {
    const index = createNearIndex(1)
    expect(index.push("one two three four five six").number).toBe(0)
    expect(index.push("seven eight nine ten eleven twelve")).toEqual({ number: undefined })
    expect(index.push("one two three four five six").match?.of).toBe(0)
    expect(index.push("seven eight nine ten eleven twelve").match).toBeUndefined()
  })
})

function createAfter(text: readonly string[]) {
  const index = createNearIndex()
  index.push(text.join(" "))
  return index
}
