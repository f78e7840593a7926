import { describe, expect, it } from "vitest"
import { exportSettings } from "./export-settings.ts"

describe("exportSettings", () => {
  const refused = (settings: unknown) =>
    exportSettings.safeParse(settings).error?.issues.map(({ path }) => path.join("."))

  it("takes full settings as they are", () => {
    const settings = {
      task: "preference",
      format: "trl-chat",
      mapping: { prompt: "field:prompt", responses: ["a", "b"] },
      answers: { pick: "unified", suggestions: "fallback", min_score: 0.5 },
      options: {
        margin: "strength",
        choices: { x: "tie", y: { winner: "a", strength: 2 } },
        pairs: { strategy: "adjacent" },
      },
      lint: { duplicates: "refuse", max_tokens: 4096 },
      split: { seed: "42", parts: { train: 0.9, test: 0.1 }, stratified: true },
    }
    expect(exportSettings.parse(settings)).toEqual(settings)
    expect(exportSettings.parse({})).toEqual({ task: "raw" })
  })
  it("refuses what is misspelt instead of passing over it", () => {
    expect(refused({ fromat: "trl" })).toEqual([""])
    expect(refused({ options: { marign: "none" } })).toEqual(["options"])
    expect(refused({ options: { margin: "large" } })).toEqual(["options.margin"])
    expect(refused({ split: { seed: "", parts: { train: 2, "a-b": 0 } } })).toEqual(
      expect.arrayContaining(["split.seed", "split.parts.train", "split.parts.a-b"]),
    )
    expect(refused({ lint: { max_tokens: 0 } })).toEqual(["lint.max_tokens"])
  })
})
