import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createContaminationIndex } from "./contamination.ts"

const question =
  "A train leaves the station at nine in the morning and travels at sixty miles an hour towards the next city"
const index = createContaminationIndex([
  { name: "maths/1", text: question },
  { name: "short/1", text: "Capital of Peru?" },
  { name: "cjk/1", text: "请解释为什么天空是蓝色的" },
])
const filler = Array.from({ length: 80 }, (_, i) => `filler${i}`).join(" ")

describe("createContaminationIndex", () => {
  it("finds a benchmark question inside a long text, and where it stands", () => {
    const text = `😀 ${filler} ${question}, ${filler}`
    const match = index.find(text)
    expect(match?.name).toBe("maths/1")
    expect(Array.from(text).slice(match?.start, match?.end).join("")).toBe(question)
  })
  it("finds it whatever the case and the punctuation", () => {
    expect(index.find(question.toUpperCase().replaceAll(" ", " - "))?.name).toBe("maths/1")
  })
  it("finds a run of thirteen words and lets twelve pass in a long text", () => {
    const words = question.split(" ")
    expect(index.find(`${filler} ${words.slice(2, 15).join(" ")} ${filler}`)?.name).toBe("maths/1")
    expect(index.find(`${filler} ${words.slice(2, 14).join(" ")} ${filler}`)).toBeUndefined()
  })
  it("finds a short prompt that is the benchmark's, not one that shares some words", () => {
    expect(index.find("capital of peru")?.name).toBe("short/1")
    expect(index.find("What is the capital of Peru?")).toBeUndefined()
  })
  it("counts four fifths of a short prompt's 8-grams", () => {
    const words = question.split(" ")
    // 8 of 9 and 10 of 13: 12 words, the first 11 and then one that is not the benchmark's, so 4 of 5 8-grams.
    expect(index.find([...words.slice(0, 11), "tomorrow"].join(" "))?.name).toBe("maths/1")
    expect(index.find([...words.slice(0, 9), "or", "so", "they", "say"].join(" "))).toBeUndefined()
  })
  it("reads scripts without blanks", () => {
    expect(index.find("问题：请解释为什么天空是蓝色的")?.name).toBe("cjk/1")
  })
  it("finds nothing in empty text or with an empty list", () => {
    expect(index.find("")).toBeUndefined()
    expect(index.find(" ?! ")).toBeUndefined()
    expect(createContaminationIndex([]).find(question)).toBeUndefined()
  })
  it("finds every embedded question of thirteen words or more", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcdefghij"), minLength: 3, maxLength: 8 })
    const sentence = (min: number, max: number) =>
      fc.array(word, { minLength: min, maxLength: max }).map((all) => all.join(" "))
    fc.assert(
      fc.property(sentence(13, 40), sentence(0, 60), sentence(0, 60), (text, before, after) => {
        const found = createContaminationIndex([{ name: "x", text }]).find(`${before} ${text} ${after}`)
        expect(found?.name).toBe("x")
      }),
    )
  })
})
