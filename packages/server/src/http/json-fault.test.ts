import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { jsonFault } from "./json-fault.ts"

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe("the place where JSON breaks", () => {
  it.each([
    ['{"a": }', 6],
    ['{"a": 1,}', 8],
    ["[1,]", 3],
    ["[1 2]", 3],
    ['{"a" 1}', 5],
    ["{a: 1}", 1],
    ["[1]]", 3],
    ["[1}", 2],
    ["nul", 0],
    ["01", 1],
    ["NaN", 0],
    ['"tab\there"', 0],
    ['{"a": "never ends', 6],
    ["[1, 2", 5],
    ["", 0],
  ])("in %j is %i", (text, offset) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(jsonFault(text)).toBe(offset)
  })

  it("is the end of every text that is JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFault(text)).toBe(text.length)
      }),
    )
  })

  it("is found in deep nesting without deep recursion", () => {
    expect(jsonFault("[".repeat(100_000))).toBe(100_000)
  })

  it("is found in a string of megabytes", () => {
    const text = `"${"a\\n".repeat(2_000_000)}`
    expect(jsonFault(text)).toBe(0)
    expect(jsonFault(`${text}"]`)).toBe(text.length + 1)
  })

  it("is before the end whenever a stray character breaks the text", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const broken = `${text.slice(0, at % (text.length + 1))}?${text.slice(at % (text.length + 1))}`
        expect(jsonFault(broken) < broken.length).toBe(!isJson(broken))
      }),
    )
  })
})
