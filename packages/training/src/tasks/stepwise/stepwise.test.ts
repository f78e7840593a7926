import { describe, expect, it } from "vitest"
import { chatField, dataset, question, record, submitted, textField } from "../../test/factories.ts"
import { run, spanQuestion } from "../../test/run.ts"
import { splitSteps } from "./steps.ts"

describe("stepwise", () => {
  const lines = "2 + 2 = 4 😀\nso 2 + 3 = 6\nso it is 6"
  const of = dataset([textField("prompt"), textField("steps")], [spanQuestion("marks", "steps", ["error"])])
  const one = (spans: unknown) =>
    record("1", { prompt: "?", steps: lines }, [submitted("a", { marks: spans })])
  const request = { task: "stepwise", dataset: of }

  it("marks the steps that error spans touch, counted in code points", () => {
    // The emoji is one code point and two UTF-16 units: counted wrongly, the span would start a step late.
    const span = { start: 12, end: 24, label: "error" }
    expect(Array.from(lines).slice(12, 24).join("")).toBe("so 2 + 3 = 6")
    expect(run(request, one([span])).rows).toEqual([
      {
        prompt: "?",
        completions: ["2 + 2 = 4 😀", "so 2 + 3 = 6", "so it is 6"],
        labels: [true, false, true],
      },
    ])
  })
  it("treats what follows an error as asked", () => {
    const spans = [{ start: 12, end: 13, label: "error" }]
    const labels = (after_error: "cut" | "wrong" | "as-marked") =>
      run({ ...request, options: { after_error } }, one(spans)).rows[0]?.labels
    expect([labels("cut"), labels("wrong"), labels("as-marked")]).toEqual([
      [true, false],
      [true, false, false],
      [true, false, true],
    ])
  })
  it("says that all steps are right when none is marked wrong", () => {
    expect(run(request, one([])).rows[0]?.labels).toEqual([true, true, true])
  })
  it("takes one rating a turn of the assistant", () => {
    const turns = dataset(
      [textField("prompt"), chatField("steps")],
      ["s1", "s2", "s3"].map((name) => question(name, "rating", [1, 2, 3])),
    )
    const chat = ["a", "b"].map((content) => ({ role: "assistant", content }))
    const rated = {
      task: "stepwise",
      dataset: turns,
      mapping: { marks: ["s1", "s2", "s3"] },
      options: { threshold: 2 },
    }
    const two = (values: Record<string, number>) =>
      record("1", { prompt: "?", steps: chat }, [submitted("a", values)])
    expect(run(rated, two({ s1: 3, s2: 1 })).rows[0]?.labels).toEqual([true, false])
    expect(run(rated, two({ s1: 3 })).codes).toEqual(["step-unmarked"])
  })
  it("refuses spans over another field than the steps", () => {
    const other = dataset(
      [textField("prompt"), textField("steps")],
      [spanQuestion("marks", "prompt", ["error"])],
    )
    expect(() => run({ task: "stepwise", dataset: other, mapping: { marks: "marks" } })).toThrow(
      /does not mark 'steps'/,
    )
  })
  it("splits at blank lines where there are any, else at line ends", () => {
    expect(splitSteps("a\nb\n\nc\n\n\nd").map(({ text }) => text)).toEqual(["a\nb", "c", "d"])
    expect(splitSteps("a; b;", ";").map(({ text, start, end }) => [text, start, end])).toEqual([
      ["a", 0, 1],
      ["b", 2, 4],
    ])
  })
})
