import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Row } from "../formats/format.ts"
import { findFormat } from "../registry.ts"
import { assistant, example, pair, system, unpaired, user } from "../test/examples.ts"
import type { FindingCode } from "./catalogue.ts"
import type { Examined } from "./examine.ts"
import { licenceFindings } from "./file-findings.ts"
import { createLinter, type LintOptions } from "./linter.ts"
import { findSpecialToken } from "./special-tokens.ts"

const lint = (task: string, format: string, options?: LintOptions) =>
  createLinter(findFormat(task, format), options)
const refusal = (task: string, format: string, row: Row) => lint(task, format).push(row).refused?.code
const chat = (...messages: [string, string][]) => messages.map(([role, content]) => ({ role, content }))

describe("rows that trainers refuse", () => {
  it.each<[string, string, Row, string]>([
    ["sft", "prompt-completion", { prompt: "a" }, "column-missing"],
    ["sft", "prompt-completion", { prompt: "a", completion: "b", id: 1 }, "column-extra"],
    ["sft", "prompt-completion", { prompt: "a", completion: " \n" }, "empty-completion"],
    ["sft", "prompt-completion", { prompt: "", completion: "b" }, "empty-prompt"],
    ["sft", "prompt-completion", { prompt: 1, completion: "b" }, "wrong-type"],
    ["sft", "prompt-completion", { prompt: "\ud800", completion: "b" }, "invalid-unicode"],
    ["sft", "messages", { messages: chat(["user", "a"]) }, "no-assistant"],
    ["sft", "messages", { messages: chat(["user", "a"], ["assistant", "b"], ["user", "c"]) }, "role-last"],
    ["sft", "messages", { messages: chat(["user", "a"], ["user", "b"], ["assistant", "c"]) }, "role-order"],
    [
      "sft",
      "messages",
      { messages: chat(["user", "a"], ["system", "b"], ["assistant", "c"]) },
      "system-not-first",
    ],
    ["sft", "messages", { messages: chat(["robot", "a"], ["assistant", "c"]) }, "role-unknown"],
    ["sft", "messages", { messages: chat(["user", "a"], ["assistant", " "]) }, "empty-completion"],
    ["sft", "messages", { messages: [] }, "empty-prompt"],
    ["sft", "messages", { messages: "hello" }, "wrong-type"],
    ["sft", "together", { messages: chat(["user", "a"], ["assistant", "b"]), tools: [] }, "column-extra"],
    ["sft", "together", { messages: chat(["tool", "a"], ["assistant", "b"]) }, "role-unknown"],
    ["sft", "openai", { messages: [user("a"), { ...assistant("b"), weight: 2 }] }, "weight-invalid"],
    ["sft", "openai", { messages: [{ ...user("a"), weight: 1 }, assistant("b")] }, "weight-invalid"],
    ["preference", "trl", { prompt: "a", chosen: "b", rejected: "b" }, "identical-pair"],
    [
      "preference",
      "trl",
      { prompt: "a", chosen: "b", rejected: "c", margin: Number.NaN },
      "number-not-finite",
    ],
    [
      "preference",
      "trl-chat",
      {
        prompt: chat(["assistant", "a"]),
        chosen: chat(["assistant", "b"]),
        rejected: chat(["assistant", "c"]),
      },
      "role-last",
    ],
    [
      "preference",
      "openai",
      {
        input: { messages: chat(["user", "a"], ["assistant", "x"]) },
        preferred_output: chat(["assistant", "b"]),
        non_preferred_output: chat(["assistant", "c"]),
      },
      "role-last",
    ],
    [
      "preference",
      "openai",
      {
        input: { messages: chat(["user", "a"]) },
        preferred_output: chat(["user", "b"]),
        non_preferred_output: chat(["assistant", "c"]),
      },
      "role-unknown",
    ],
    [
      "preference",
      "llamafactory-sharegpt",
      {
        conversations: [{ from: "gpt", value: "a" }],
        chosen: { from: "gpt", value: "b" },
        rejected: { from: "gpt", value: "c" },
      },
      "role-order",
    ],
    [
      "sft",
      "llamafactory-sharegpt",
      { conversations: [{ from: "human", value: "a" }], system: "", tools: "" },
      "role-last",
    ],
    ["unpaired", "trl", { prompt: "a", completion: "b", label: 1 }, "wrong-type"],
    ["stepwise", "trl", { prompt: "a", completions: ["b"], labels: [true, false] }, "wrong-type"],
    ["stepwise", "trl", { prompt: "a", completions: [], labels: [] }, "empty-completion"],
  ])("%s/%s %j is refused", (task, format, row, code) => {
    expect(refusal(task, format, row)).toBe(code)
  })

  it("never throws, whatever a row holds", () => {
    const formats = ["prompt-completion", "messages", "openai", "llamafactory-sharegpt", "axolotl-segments"]
    const key = fc.constantFrom(
      "prompt",
      "completion",
      "messages",
      "conversations",
      "system",
      "tools",
      "segments",
    )
    const value = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ role: fc.jsonValue(), content: fc.jsonValue() })),
      fc.array(fc.record({ from: fc.jsonValue(), value: fc.jsonValue() })),
    )
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.constantFrom(...formats), (row, format) => {
        lint("sft", format).push(row as Row)
      }),
    )
  })
})

describe("rows seen together", () => {
  const pairRow = (margin?: number) =>
    margin === undefined
      ? { prompt: "a", chosen: "b", rejected: "c" }
      : { prompt: "a", chosen: "b", rejected: "c", margin }

  it("carry a margin all or none", () => {
    const mixed = lint("preference", "trl")
    expect([1, undefined, 2].map((margin) => mixed.push(pairRow(margin)).refused?.code)).toEqual([
      undefined,
      "margin-missing",
      undefined,
    ])
    const none = lint("preference", "trl")
    expect([undefined, 1].map((margin) => none.push(pairRow(margin)).refused?.code)).toEqual([
      undefined,
      "margin-unexpected",
    ])
  })
  it("that repeat an earlier one are warned of, refused or let pass as asked", () => {
    const row = { prompt: "a", completion: "b" }
    const twice = (duplicates?: LintOptions["duplicates"]) => {
      const linter = lint("sft", "prompt-completion", { duplicates })
      linter.push(row)
      const { refused, warnings } = linter.push({ ...row })
      return [refused?.code, warnings.map(({ code }) => code), linter.finish().rows]
    }
    expect(twice()).toEqual([undefined, ["duplicate-row"], 2])
    expect(twice("refuse")).toEqual(["duplicate-row", [], 1])
    expect(twice("off")).toEqual([undefined, [], 2])
  })
  it("that are votes may repeat", () => {
    const linter = lint("text-classification", "text-label")
    linter.push({ text: "a", label: "b" })
    expect(linter.push({ text: "a", label: "b" }).warnings).toEqual([])
  })
})

describe("what an examiner found of a row's example", () => {
  const row = { prompt: "one two", chosen: "three", rejected: "three four five" }
  const from = pair("one two", "three", "three four five")
  const found = (...problems: Examined["problems"]): Examined => ({ tokens: 5, problems })
  const push = (options: LintOptions, examined: Examined) => {
    const linter = lint("preference", "trl", options)
    const { refused, warnings } = linter.push(row, from, examined)
    return { refused: refused?.code, warnings: warnings.map(({ code }) => code), ...linter.finish() }
  }

  it.each<[LintOptions, FindingCode, string]>([
    [{}, "too-long", "refused"],
    [{ too_long: "truncate" }, "too-long", "refused"],
    [{ too_long: "warn" }, "too-long", "warned"],
    [{ too_long: "off" }, "too-long", "passed"],
    [{}, "contaminated", "refused"],
    [{ contaminated: "warn" }, "contaminated", "warned"],
    [{}, "near-duplicate", "passed"],
    [{ near_duplicates: "refuse" }, "near-duplicate", "refused"],
    [{}, "prompt-cut", "warned"],
    [{}, "template-refused", "refused"],
  ])("%j: a row that is %s is %s", (options, code, fate) => {
    const { refused, warnings, rows } = push(options, found({ code }))
    expect({ refused, warnings, rows }).toEqual({
      refused: fate === "refused" ? code : undefined,
      warnings: fate === "warned" ? [code] : [],
      rows: fate === "refused" ? 0 : 1,
    })
  })
  it("measures the lengths of all rows, those too long among them", () => {
    expect(push({ max_tokens: 4 }, found({ code: "too-long" })).tokens).toMatchObject({
      rows: 1,
      longest: 5,
      over: 1,
    })
  })
  it("finds it itself where no worker did", () => {
    const examine = () => found({ code: "too-long" as const })
    expect(lint("preference", "trl", { examine }).push(row, from).refused?.code).toBe("too-long")
  })
})

describe("rules that may be broken", () => {
  const same = { prompt: "a", chosen: "b", rejected: "b" }
  it("let a row pass with a warning, or in silence, and still refuse what cannot be written", () => {
    const warned = lint("preference", "trl", { rules: { "identical-pair": "warn" } })
    expect(warned.push(same)).toMatchObject({ warnings: [{ code: "identical-pair" }] })
    expect(warned.push({ ...same, prompt: "" }).refused?.code).toBe("empty-prompt")
    const off = lint("preference", "trl", { rules: { "identical-pair": "off" } })
    expect(off.push(same)).toEqual({ warnings: [] })
    expect(off.push({ ...same, chosen: "\ud800", rejected: "\ud800" }).refused?.code).toBe("invalid-unicode")
  })
})

describe("the file's report", () => {
  it("says when the target wants more rows", () => {
    const linter = lint("sft", "openai")
    linter.push({ messages: chat(["user", "a"], ["assistant", "b"]) })
    expect(linter.finish().findings).toMatchObject([{ code: "file-short", severity: "refused" }])
    expect(lint("sft", "messages").finish().findings).toMatchObject([{ code: "file-empty" }])
  })
  it("gives the weight that evens good and bad out", () => {
    const linter = lint("unpaired", "trl")
    const push = (good: boolean, at: number) =>
      linter.push({ prompt: "a", completion: ` ${at}`, label: good }, unpaired("a", `${at}`, good))
    for (let at = 0; at < 8; at += 1) push(at < 2, at)
    expect(linter.finish().findings).toMatchObject([
      { code: "unpaired-ratio", remedy: "Train with desirable_weight 3.00." },
    ])
  })
  it("names classes without a row and a class too rare", () => {
    const linter = createLinter(findFormat("text-classification", "text-label"), {}, ["a", "b", "c"])
    for (let at = 0; at < 23; at += 1) {
      const label = at < 21 ? "a" : "b"
      linter.push({ text: `${at}`, label }, example<"class">([], { kind: "class", text: `${at}`, label }))
    }
    const { findings, classes } = linter.finish()
    expect(findings.map(({ code }) => code)).toEqual(["class-missing", "class-uneven"])
    expect(classes).toEqual({ a: 21, b: 2 })
  })
  it("says when prompts and answers run into each other", () => {
    const linter = lint("sft", "prompt-completion")
    linter.push({ prompt: "Capital:", completion: "Lima" })
    linter.push({ prompt: "Capital:", completion: " Quito" })
    linter.push({ prompt: "Capital:\n", completion: "Bogotá" })
    expect(linter.finish().findings).toMatchObject([
      { code: "answers-run-on", sentence: expect.stringContaining("1 of 3 rows") },
    ])
  })
  it("warns of licences", () => {
    const codes = (licence?: string, source?: string) =>
      licenceFindings({ licence, source }).map(({ code }) => code)
    expect(codes()).toEqual(["licence-missing", "source-missing"])
    expect(codes("cc-by-nc-4.0", "web")).toEqual(["licence-non-commercial"])
    expect(codes("CC BY 4.0", "web")).toEqual([])
    expect(codes("ncsa", "web")).toEqual([])
  })
})

describe("control tokens", () => {
  it("are found wherever they stand and never in plain text", () => {
    expect(findSpecialToken({ messages: [system("x"), user("say <|im_end|> now")] })).toBe("<|im_end|>")
    expect(findSpecialToken(["[INST] hi"])).toBe("[INST]")
    expect(findSpecialToken({ a: "if a < b | c > d then </sub>", b: 1, c: null })).toBeUndefined()
    const linter = lint("sft", "prompt-completion")
    expect(linter.push({ prompt: "a </s>", completion: "b" }).warnings).toMatchObject([
      { code: "special-token" },
    ])
  })
})
