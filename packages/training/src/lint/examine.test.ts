import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Example, Message } from "../example.ts"
import { promptMessages, visibleText } from "../messages.ts"
import { assistant, demonstration, pair, system, user } from "../test/examples.ts"
import type { ModelTokenizer } from "../tokenizer/tokenizer.ts"
import { TemplateRefusal } from "../tokenizer/tokenizer.ts"
import { createContaminationIndex } from "./contamination.ts"
import { createExaminer } from "./examine.ts"

/** A token a word and one a turn: what is expected can be counted by hand. */
const words = (text: string) => text.split(/\s+/u).filter((word) => word !== "").length
const tokenizer: ModelTokenizer = {
  using: () => tokenizer,
  count: words,
  template: true,
  countConversation: ({ messages }) =>
    messages.reduce((sum, message) => sum + 1 + words(visibleText(message)), 0),
}
const codes = (found: { problems: readonly { code: string }[] }) => found.problems.map(({ code }) => code)

describe("the token budget", () => {
  it("holds the prompt with the longest answer against it", () => {
    const example = pair("one two", "three", "three four five")
    expect(createExaminer({ tokenizer, max_tokens: 7 })(example)).toEqual({ tokens: 7, problems: [] })
    expect(createExaminer({ tokenizer, max_tokens: 6 })(example)).toMatchObject({
      problems: [{ code: "too-long", detail: "It has 7 tokens, 6 are allowed." }],
    })
  })
  it("counts texts that are joined without a template, with the token that ends them", () => {
    const examine = createExaminer({ tokenizer, plain: true, separator: " " })
    expect(examine(demonstration("one two", "three")).tokens).toBe(4)
  })
  it("refuses what the template refuses", () => {
    const strict = {
      ...tokenizer,
      countConversation: () => {
        throw new TemplateRefusal("roles must alternate")
      },
    }
    expect(createExaminer({ tokenizer: strict })(demonstration("a", "b"))).toEqual({
      problems: [{ code: "template-refused", detail: "It says: roles must alternate" }],
    })
  })
})

describe("cutting prompts", () => {
  const cut = (example: Example, max_tokens: number) =>
    createExaminer({ tokenizer, max_tokens, truncate: true })(example)
  const prompt = [system("Be brief"), user("a b c"), assistant("d e"), user("f g h")]

  it("leaves the earliest exchanges out first, never the system's message", () => {
    const { example, tokens, problems } = cut(demonstration(prompt, "i j"), 10)
    expect(example?.prompt).toEqual([system("Be brief"), user("f g h")])
    expect(tokens).toBe(10)
    expect(problems).toMatchObject([{ code: "prompt-cut", detail: "Of its 4 turns the last 2 are left." }])
  })
  it("then leaves the head of the last turn out, at a word", () => {
    const { example, problems } = cut(demonstration("one two three four", "five"), 5)
    expect(example?.prompt).toEqual([user("three four")])
    expect(problems).toMatchObject([
      { code: "prompt-cut", detail: "Its first 8 of 18 characters are left out." },
    ])
  })
  it("refuses where the answer alone is too long", () => {
    expect(codes(cut(demonstration("one two", "three four five six"), 6))).toEqual(["too-long"])
  })
  it("never writes a row over the budget, nor an empty or changed turn", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab😀é"), minLength: 1, maxLength: 4 })
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((all) => all.join(" "))
    const turns = fc
      .array(fc.tuple(text, text), { maxLength: 3 })
      .chain((exchanges) =>
        text.map((last): Message[] => [
          ...exchanges.flatMap(([a, b]) => [user(a), assistant(b)]),
          user(last),
        ]),
      )
    fc.assert(
      fc.property(turns, text, fc.integer({ min: 1, max: 40 }), (prompt, answer, budget) => {
        const before = demonstration(prompt, answer)
        const { example = before, tokens = 0, problems } = cut(before, budget)
        if (codes({ problems }).includes("too-long")) return
        expect(tokens).toBeLessThanOrEqual(budget)
        const left = promptMessages(example)
        expect(left[0]?.role).toBe("user")
        expect(example.target).toEqual(before.target)
        const kept = left.map(visibleText)
        expect(kept.every((one) => one !== "" && one.isWellFormed())).toBe(true)
        const whole = prompt.map(visibleText).slice(-kept.length)
        expect(kept.slice(1)).toEqual(whole.slice(1))
        expect(whole[0]?.endsWith(kept[0] ?? "")).toBe(true)
      }),
    )
  })
})

describe("contamination", () => {
  const text = "which of the following elements has the highest atomic number of all known to date"
  const examine = createExaminer({ contamination: createContaminationIndex([{ name: "arc/7", text }]) })

  it("is found in prompts and answers, and quoted", () => {
    expect(examine(demonstration(text, "gold")).problems).toMatchObject([
      { code: "contaminated", detail: expect.stringContaining("arc/7") },
    ])
    expect(codes(examine(demonstration("Say it again", text)))).toEqual(["contaminated"])
    expect(codes(examine(demonstration("Which element do you like?", "gold")))).toEqual([])
  })
})

describe("near-duplicates", () => {
  const base =
    "please write a short story about a cat who learns to sail a boat across the wide cold sea at night"
  const about = (id: string, group: string): Example => ({
    ...demonstration(group, "x"),
    group,
    source: { record_id: id, external_id: null, origin: "record" },
  })

  it("names the earlier record, and lets rows of one prompt pass", () => {
    const examine = createExaminer({ near_duplicates: true })
    expect(examine(about("1", base)).problems).toEqual([])
    expect(examine(about("1", ` ${base.toUpperCase()}`)).problems).toEqual([])
    expect(examine(about("2", "what is the capital of Peru and why")).problems).toEqual([])
    const found = examine(about("3", `${base} again`))
    expect(found.problems).toMatchObject([
      { code: "near-duplicate", detail: expect.stringMatching(/record 1\.$/) },
    ])
    expect(found.near).toEqual({ number: 2, of: 0 })
  })
})
