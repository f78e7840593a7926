import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hash64, hashFraction } from "./hash.ts"
import { createSha256, sha256 } from "./sha256.ts"

const reference = (text: string) => createHash("sha256").update(text).digest("hex")
const anyText = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.string({ maxLength: 300 }))

describe("sha256", () => {
  it("agrees with the platform's own on any text, block edges included", () => {
    fc.assert(fc.property(anyText, (text) => sha256(text) === reference(text)))
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 5000]) {
      expect(sha256("a".repeat(length))).toBe(reference("a".repeat(length)))
    }
  })
  it("does not depend on how the text is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), (pieces) => {
        const hash = createSha256()
        for (const piece of pieces) hash.update(piece)
        return (
          hash.digest() ===
          createHash("sha256")
            .update(Buffer.concat(pieces.map((one) => Buffer.from(one))))
            .digest("hex")
        )
      }),
    )
  })
})

describe("hashFraction", () => {
  it("is the documented 53 bits of SHA-256, so that others can repeat a split", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const first = BigInt(`0x${reference(text).slice(0, 16)}`)
        expect(hashFraction(text)).toBe(Number(first >> 11n) / 2 ** 53)
        expect(hash64(text)).toBe(reference(text).slice(0, 16))
      }),
    )
  })
  it("is spread evenly", () => {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 20_000; i += 1) {
      const bucket = Math.floor(hashFraction(`seed:${i}`) * 10)
      counts[bucket] = (counts[bucket] ?? 0) + 1
    }
    // Chi-square with 9 degrees of freedom: 27.9 is passed by chance once in a thousand fixed inputs.
    const chi = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
    expect(chi).toBeLessThan(27.9)
  })
})
