import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { codePoints } from "./code-points.ts"
import { tokenize } from "./tokens.ts"

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("😀", "é", "中", " ", "\n", "a", "b", "1", ",", "の", "ก"),
    fc.string({ unit: "grapheme", maxLength: 1 }),
  ),
})

describe("codePoints", () => {
  it("slices and counts as Python does", () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), fc.nat(40), (text, a, b) => {
        const points = codePoints(text)
        const reference = Array.from(text)
        expect(points.length).toBe(reference.length)
        expect(points.slice(a, b)).toBe(reference.slice(a, b).join(""))
        const at = text.indexOf(reference[a] ?? "\u0000")
        if (at >= 0) expect(points.fromUnits(at)).toBe(Array.from(text.slice(0, at)).length)
      }),
    )
  })
})

describe("tokenize", () => {
  it("gives tokens that stand where they say, in order, with nothing but blanks between them", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const points = Array.from(text)
        let end = 0
        for (const token of tokenize(text)) {
          expect(points.slice(token.start, token.end).join("")).toBe(token.text)
          expect(points.slice(end, token.start).join("").trim()).toBe("")
          end = token.end
        }
        expect(points.slice(end).join("").trim()).toBe("")
      }),
    )
  })
  it("splits words and signs, and characters where a script has no blanks", () => {
    const words = (text: string) => tokenize(text).map((token) => token.text)
    expect(words("Don't pay $5.20!")).toEqual(["Don", "'", "t", "pay", "$", "5", ".", "20", "!"])
    expect(words("利马is秘鲁")).toEqual(["利", "马", "is", "秘", "鲁"])
    expect(words("naïve Ağrı café")).toEqual(["naïve", "Ağrı", "café"])
  })
})
