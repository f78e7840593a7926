import fc from "fast-check"
import { expect, test } from "vitest"
import { bleu, chrF, editDistance, gleu, rougeL, rougeN, textSimilarity } from "../index.ts"
import { words } from "./tokens.ts"

const text = fc
  .array(fc.constantFrom("the", "cat", "sat", "mat", "Überraschung", "猫"), { maxLength: 12 })
  .map((each) => each.join(" "))

test("every measure is 1 for equal texts, 0 for nothing in common, and between otherwise", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      for (const measure of [gleu, rougeL, chrF, textSimilarity, (x: string, y: string) => rougeN(x, y, 2)]) {
        expect(measure(a, a)).toBeCloseTo(1, 12)
        expect(measure(a, b)).toBeGreaterThanOrEqual(0)
        expect(measure(a, b)).toBeLessThanOrEqual(1 + 1e-12)
      }
      expect(gleu(a, b)).toBeCloseTo(gleu(b, a), 12)
      expect(textSimilarity(a, b)).toBeCloseTo(textSimilarity(b, a), 12)
    }),
  )
  expect([gleu("a b", "c d"), rougeL("a b", "c d"), chrF("ab", "cd"), bleu("a b", "c d")]).toEqual([
    0, 0, 0, 0,
  ])
})

test("empty texts are answered, not divided by", () => {
  expect([gleu("", ""), rougeL("", ""), chrF("", ""), textSimilarity("", ""), bleu("", "")]).toEqual([
    1, 1, 1, 1, 0,
  ])
  expect([gleu("a", ""), rougeL("", "a"), chrF("a", ""), textSimilarity("", "a")]).toEqual([0, 0, 0, 0])
})

test("edit distance of kitten and sitting is 3, counted in characters people see", () => {
  expect(editDistance([..."kitten"], [..."sitting"])).toBe(3)
  expect(textSimilarity("😀a", "😃a")).toBe(0.5)
})

test("long texts are compared by words, and quickly", () => {
  const long = Array.from({ length: 3000 }, (_, at) => `word${at % 97}`)
  const started = performance.now()
  expect(textSimilarity(long.join(" "), long.toSpliced(10, 1, "other").join(" "))).toBeCloseTo(
    1 - 1 / 3000,
    12,
  )
  expect(performance.now() - started).toBeLessThan(3000)
})

test("words keep letters of any script and drop punctuation", () => {
  expect(words("Das „Haus“, 2 Läden – नमस्ते!")).toEqual(["das", "haus", "2", "läden", "नमस्ते"])
})
