import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Fact, parseWhere, passes, printWhere, variablesOf, type Where, WhereError } from "./index.ts"
import type { Operand, Variable } from "./syntax.ts"

const facts: Record<string, Fact> = {
  status: "completed",
  submitted: 3,
  agreement: 0.75,
  "quality.mean": 4.5,
  "metadata.lang": "en",
  "metadata.checked": true,
  flaws: ["rude", "wrong"],
  "metadata.my key": "x",
}
const decide = (text: string) => passes(parseWhere(text), ({ path }) => facts[path.join(".")])

describe("a selecting expression", () => {
  it.each([
    ["quality.mean >= 4 and agreement >= 0.6", true],
    ["quality.mean > 4.5", false],
    ["status = 'completed' and not submitted < 3", true],
    ["not (status = 'completed' or submitted = 3)", false],
    ["status == 'pending' or submitted <> 2", true],
    ['metadata.lang in ("en", "de")', true],
    ['metadata.lang not in ("en", "de")', false],
    ["'rude' in flaws and 'kind' not in flaws", true],
    ["metadata.checked AND metadata.`my key` = 'x'", true],
    ["metadata.missing = null and metadata.missing != 'a'", true],
    ["metadata.missing < 3 or metadata.missing >= 3", false],
    ["metadata.lang > 3", false],
    ["a = 1 and b = 1 or submitted = 3", true],
    ["submitted = 3 or a = 1 and b = 1", true],
    ["submitted = -3e0", false],
  ])("%s is %s", (text, expected) => {
    expect(decide(text)).toBe(expected)
  })

  it.each([
    ["", 0, /empty/],
    ["quality >=", 10, /a value is expected/],
    ["quality >= 4 agreement", 13, /Join conditions/],
    ["(a = 1", 6, /Close the parenthesis/],
    ["a = 'x", 4, /not closed/],
    ["a # 1", 2, /means nothing/],
    ["a in 3", 5, /wants a list/],
    ["a. = 1", 3, /after '\.'/],
    ["1", 1, /comparison is expected/],
    ["a not = 1", 6, /not in/],
    ["and a", 0, /a value is expected/],
    ["(".repeat(60), 51, /nested too deeply/],
    ["a ".repeat(3_000), 4_000, /characters/],
  ])("%#: is refused with the place and a remedy", (text, position, message) => {
    try {
      parseWhere(text)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(WhereError)
      expect((error as WhereError).position).toBe(position)
      expect((error as WhereError).message).toMatch(message)
    }
  })

  it("names its variables once, wherever they stand", () => {
    const found = variablesOf(parseWhere("a = b and not (a.c in (d, 1) or 'x' in e) and a")).map(({ path }) =>
      path.join("."),
    )
    expect(found).toEqual(["a", "b", "a.c", "d", "e"])
  })
})

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 })
const variable: fc.Arbitrary<Variable> = fc
  .array(name, { minLength: 1, maxLength: 3 })
  .map((path) => ({ kind: "variable", path, at: 0 }))
const constant = fc
  .oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
  // -0 is written 0.
  .map((value): Operand => ({ kind: "constant", value: Object.is(value, -0) ? 0 : value }))
const operand: fc.Arbitrary<Operand> = fc.oneof(variable, constant)
const { where } = fc.letrec<{ where: Where }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant("compare" as const),
      operator: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
      left: operand,
      right: operand,
    }),
    fc.record({
      kind: fc.constant("among" as const),
      left: operand,
      values: fc.array(operand, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("member" as const), left: operand, right: variable }),
    fc.record({ kind: fc.constant("holds" as const), operand: variable }),
    fc.record({ kind: fc.constant("not" as const), part: tie("where") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("where"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}))

const placeless = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (key, member) => (key === "at" ? 0 : member)))

describe("any expression", () => {
  it("is the same when it is written and read again", () => {
    fc.assert(
      fc.property(where, (one) => {
        expect(placeless(parseWhere(printWhere(one)))).toEqual(placeless(one))
      }),
    )
  })

  it("of hostile text is read, or refused at a place inside the text", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            "and",
            "or",
            "not",
            "in",
            "(",
            ")",
            "a",
            ".",
            "'",
            '"',
            "`",
            "\\",
            "1",
            "-",
            "=",
            ",",
          ),
          {
            maxLength: 40,
          },
        )
        .map((parts) => parts.join(" ")),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          parseWhere(text)
        } catch (error) {
          if (!(error instanceof WhereError)) throw error
          expect(error.position).toBeGreaterThanOrEqual(0)
          expect(error.position).toBeLessThanOrEqual(text.length)
          expect(error.remedy).not.toBe("")
        }
      }),
    )
  })
})
