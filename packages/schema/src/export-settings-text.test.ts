import { describe, expect, it } from "vitest"
import { readSettings, SettingError, settingsText } from "./export-settings-text.ts"

describe("readSettings", () => {
  it("reads numbers, words, lists and objects as the setting wants them", () => {
    expect(
      readSettings({
        option: [
          "margin=llama2-small",
          "threshold=3",
          "separator= ",
          "positive=good,great",
          'negative=["a,b"]',
          'pairs={"strategy":"adjacent"}',
          "raw_scores=true",
          "eos=1",
        ],
        lint: ["max_tokens=2048", "too_long=truncate", "identical-pair=warn"],
        answers: ["suggestions=fallback", "min_score=0.5", "user_ids=ann"],
      }),
    ).toEqual({
      options: {
        margin: "llama2-small",
        threshold: 3,
        separator: " ",
        positive: ["good", "great"],
        negative: ["a,b"],
        pairs: { strategy: "adjacent" },
        raw_scores: true,
        eos: "1",
      },
      lint: { max_tokens: 2048, too_long: "truncate", rules: { "identical-pair": "warn" } },
      answers: { suggestions: "fallback", min_score: 0.5, user_ids: ["ann"] },
    })
    expect(readSettings({})).toEqual({})
  })
  it.each([
    [{ option: ["marign=none"] }, /no option 'marign'.*Choices: .*margin/],
    [{ option: ["margin"] }, /margin is not of the form name=value/],
    [{ option: ["margin=large"] }, /'margin' cannot be large/],
    [{ lint: ["wrong-type=off"] }, /no lint 'wrong-type'/],
    [{ lint: ["too_long=maybe"] }, /too_long/],
    [{ answers: ["__proto__=1"] }, /no answers '__proto__'/],
  ])("%j is refused with what there is", (text, said) => {
    expect(() => readSettings(text)).toThrow(SettingError)
    expect(() => readSettings(text)).toThrow(said)
  })
  it("reads what settingsText writes", () => {
    const lint = { max_tokens: 10, too_long: "warn", rules: { "role-order": "off" } } as const
    const options = { pairs: { strategy: "adjacent" }, positive: ["a,b", "c"], separator: "\n" } as const
    expect(readSettings({ lint: settingsText(lint), option: settingsText(options) })).toEqual({
      lint,
      options,
    })
  })
})
