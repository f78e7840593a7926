import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dataset, question, textField } from "../test/factories.ts"
import { MappingError } from "./mapping-error.ts"
import { resolveMapping, type Slot } from "./slots.ts"

const slot = (name: string, more: Partial<Slot> = {}): Slot => ({
  name,
  accepts: ["field:text"],
  required: true,
  means: name,
  ...more,
})
const names = (slots: readonly Slot[], fields: readonly string[], mapping = {}) =>
  Object.fromEntries(
    [...resolveMapping(slots, dataset(fields.map(textField), []), mapping)].map(([part, chosen]) => [
      part,
      chosen.map(({ name }) => name),
    ]),
  )

describe("resolveMapping", () => {
  const prompt = slot("prompt", { usual: ["prompt"] })
  const response = slot("response", { usual: ["response", "answer"] })

  it("gives a field with a telling name to its part, and the one that is left to the other", () => {
    expect(names([prompt, response], ["x", "answer"])).toEqual({ prompt: ["x"], response: ["answer"] })
    expect(names([prompt, response], ["x", "prompt"])).toEqual({ prompt: ["prompt"], response: ["x"] })
  })
  it("never gives one field to two parts by itself", () => {
    expect(() => names([prompt, response], ["prompt"])).toThrow(MappingError)
    expect(names([prompt, response], ["prompt"], { prompt: "prompt", response: "prompt" })).toEqual({
      prompt: ["prompt"],
      response: ["prompt"],
    }) // said, not guessed
  })
  it("asks when two names would tell", () => {
    expect(() => names([response], ["response", "answer"])).toThrow(/field:response, field:answer/)
  })
  it("gives what no part has taken to the part that takes the rest", () => {
    const rest = slot("responses", { many: true, required: false, guess: "rest" })
    expect(names([rest, prompt], ["a", "prompt", "b"])).toEqual({ prompt: ["prompt"], responses: ["a", "b"] })
  })
  it("is clear which of a field and a question of one name is meant", () => {
    const both = dataset([textField("text")], [question("text", "text")])
    const either = slot("either", { accepts: ["field:text", "question:text"] })
    expect(() => resolveMapping([either], both, { either: "text" })).toThrow(/field:text, question:text/)
    expect(resolveMapping([either], both, { either: "question:text" }).get("either")).toMatchObject([
      { from: "question" },
    ])
  })
  it("takes any key of the metadata when it is named as one", () => {
    const meta = slot("meta", { accepts: ["metadata"], required: false })
    expect(names([meta], [], { meta: "metadata:some.key" })).toEqual({ meta: ["some.key"] })
    expect(() => names([meta], [], { meta: "some.key" })).toThrow(/some.key/)
  })
  it("fills all required parts or throws with choices that do fit", () => {
    const some = fc.uniqueArray(fc.constantFrom("prompt", "response", "answer", "a", "b"), { maxLength: 5 })
    fc.assert(
      fc.property(some, (fields) => {
        try {
          const filled = names([prompt, response], fields)
          expect([filled.prompt, filled.response].every((chosen) => chosen?.length === 1)).toBe(true)
          expect(filled.prompt).not.toEqual(filled.response)
        } catch (error) {
          if (!(error instanceof MappingError)) throw error
          for (const choice of error.choices) expect(fields).toContain(choice.replace("field:", ""))
        }
      }),
    )
  })
})
