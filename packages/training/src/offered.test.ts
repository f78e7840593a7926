import { describe, expect, it } from "vitest"
import { offeredTask, offeredTasks } from "./offered.ts"
import { taskIds } from "./registry.ts"
import { dataset, question, textField } from "./test/factories.ts"
import { showcases } from "./test/showcase.ts"

describe("offeredTasks", () => {
  it("offers every task on a dataset made for it, with nothing left to say", () => {
    for (const task of taskIds) expect(offeredTask(task, showcases[task].dataset).problem).toBeUndefined()
  })
  it("puts what is ready first, and says what keeps the rest", () => {
    const of = dataset([textField("prompt")], [question("demonstration", "text")])
    const offered = offeredTasks(of)
    const ready = offered.filter(({ problem }) => problem === undefined).map(({ task }) => task)
    expect(ready).toEqual(["raw", "sft", "prompt-only", "per-rater"])
    expect(offered.slice(0, ready.length).map(({ task }) => task)).toEqual(ready)
    const classification = offered.find(({ task }) => task === "text-classification")
    expect(classification?.problem).toMatchObject({ code: "mapping-missing", part: "label", choices: [] })
  })
  it("names what fits each part, metadata that is declared included", () => {
    const of = dataset([textField("a"), textField("b")], [question("x", "text"), question("y", "text")], {
      metadata_properties: [{ name: "lang", settings: { type: "terms" } }],
    })
    const { parts, problem } = offeredTask("sft", of)
    expect(problem).toMatchObject({ part: "completion" })
    expect(parts.find(({ name }) => name === "prompt")?.choices).toEqual(["field:a", "field:b"])
    expect(parts.find(({ name }) => name === "system")?.choices).toEqual([
      "field:a",
      "field:b",
      "metadata:lang",
    ])
    expect(offeredTask("sft", of, { prompt: "a", completion: "y" })).toMatchObject({
      mapping: { prompt: ["field:a"], completion: ["question:y"] },
    })
  })
})
