import { describe, expect, it } from "vitest"
import type { Example } from "../example.ts"
import { firstProblem } from "../lint/rule.ts"
import { findFormat, findTask } from "../registry.ts"
import {
  assistant,
  callLight,
  demonstration,
  example,
  pair,
  setLight,
  system,
  unpaired,
  user,
} from "../test/examples.ts"
import { dataset } from "../test/factories.ts"
import examples from "../test/format-examples.json" with { type: "json" }
import { datasetInfo } from "./dataset-info.ts"
import { type FormatOptions, isRefusal, type Row } from "./format.ts"

interface Case {
  readonly task: string
  readonly format: string
  readonly from: readonly Example[]
  readonly options?: FormatOptions
}

const peru = "Capital of Peru?"
const stem = "Capital of Peru:"
const brief = [system("Be brief."), user(peru)]
const light = { type: "object", properties: { state: { type: "string" } }, required: ["state"] }
const roomLight = {
  type: "object",
  properties: { room: { type: "string" }, state: { type: "string", enum: ["on", "off"] } },
  required: ["room", "state"],
}
const one = (task: string, format: string, from: Example, options?: FormatOptions): Case =>
  options === undefined ? { task, format, from: [from] } : { task, format, from: [from], options }
const sft = (format: string, from: Example, options?: FormatOptions) => one("sft", format, from, options)
const preference = (format: string, from: Example, options?: FormatOptions) =>
  one("preference", format, from, options)
const prompt = (content: string) => example<"prompt">(content, { kind: "prompt" })
const stepwise = (asked: string, steps: string[], labels: boolean[]) =>
  one("stepwise", "trl", example<"stepwise">(asked, { kind: "stepwise", steps, labels }))
const arithmetic = (content: string, extra: Record<string, string>) =>
  example<"prompt">(content, { kind: "prompt" }, { extra })

const cases: Readonly<Record<string, Case>> = {
  trl_lm_text: sft("text", demonstration([], "The kettle boils at 100 degrees at sea level.")),
  trl_lm_messages: sft(
    "messages",
    demonstration(
      [system("Answer in one sentence."), user("Why is the sky blue?")],
      "Air scatters short wavelengths of sunlight more than long ones.",
    ),
  ),
  trl_prompt_only: {
    task: "prompt-only",
    format: "trl",
    from: [prompt("Translate to French: good morning"), prompt("Translate to French: good night")],
  },
  trl_prompt_only_conv: one("prompt-only", "trl-chat", arithmetic("What is 17 * 3?", { solution: "51" })),
  trl_prompt_completion: sft("prompt-completion", demonstration(stem, "Lima."), { separator: " " }),
  trl_prompt_completion_conv: sft("prompt-completion-chat", demonstration(peru, "Lima.")),
  trl_pref_explicit: preference("trl", pair(stem, "Lima.", "Quito."), { separator: " " }),
  trl_pref_implicit: preference("trl-implicit", pair(stem, "Lima.", "Quito."), { separator: " " }),
  trl_pref_explicit_conv: preference("trl-chat", pair(peru, "Lima.", "Quito.")),
  trl_pref_implicit_conv: preference("trl-implicit-chat", pair(peru, "Lima.", "Quito.")),
  trl_reward_margin: preference("trl-implicit-chat", pair(peru, "Lima.", "Quito.", { margin: 1 })),
  trl_kto: {
    task: "unpaired",
    format: "trl",
    from: [unpaired(stem, "Lima.", true), unpaired(stem, "Quito.", false)],
    options: { separator: " " },
  },
  trl_kto_conv: one("unpaired", "trl-chat", unpaired(peru, "Quito.", false)),
  trl_stepwise: stepwise(
    "Is 91 prime?",
    [
      "91 is odd, so 2 does not divide it.",
      "9 + 1 = 10, so 3 does not divide it.",
      "7 does not divide it, so it is prime.",
    ],
    [true, true, false],
  ),
  trl_tools: sft(
    "messages",
    demonstration(
      [user("Lights on in the kitchen.")],
      [
        callLight({ room: "kitchen", state: "on" }),
        { role: "tool", name: "set_light", content: "ok" },
        assistant("Done."),
      ],
      { tools: [setLight(roomLight)] },
    ),
  ),
  axolotl_alpaca: sft("axolotl-alpaca", demonstration("Give the plural.", "mice", { input: "mouse" })),
  axolotl_chat: sft(
    "axolotl",
    demonstration([user("Hi"), assistant("Hello!", 1), user("Bye")], [assistant("See you.", 0)]),
  ),
  axolotl_input_output: sft("axolotl-segments", demonstration("Q: 2+2?\nA:", "4"), {
    separator: " ",
    eos: "</s>",
  }),
  axolotl_dpo_default: preference("axolotl", pair(brief, "Lima.", "Quito.")),
  axolotl_dpo_chat_template: preference("axolotl-chat", pair(peru, "Lima.", "Quito.")),
  axolotl_kto: one("unpaired", "axolotl", unpaired(peru, "Lima.", true)),
  axolotl_rm: preference("axolotl-reward", pair(peru, "Lima.", "Quito.")),
  axolotl_prm: stepwise("Is 91 prime?", ["91 = 7 * 13.", "So it is not prime."], [true, true]),
  lf_alpaca: sft(
    "llamafactory-alpaca",
    demonstration(
      [system("Be brief."), user("Plural of ox?"), assistant("oxen"), user("Give the plural.")],
      "mice",
      { input: "mouse" },
    ),
  ),
  lf_alpaca_ranking: preference("llamafactory-alpaca", pair(peru, "Lima.", "Quito.")),
  lf_sharegpt: sft(
    "llamafactory-sharegpt",
    demonstration(
      [system("You run a house."), user("Lights on.")],
      [callLight({ state: "on" }), { role: "tool", content: "ok" }, assistant("Done.")],
      { tools: [setLight(light)] },
    ),
  ),
  lf_sharegpt_ranking: preference("llamafactory-sharegpt", pair(peru, "Lima.", "Quito.")),
  lf_kto: one("unpaired", "llamafactory", unpaired(peru, "Lima.", true)),
  lf_openai_messages: sft("llamafactory", demonstration(brief, "Lima.")),
  openai_sft: sft("openai", demonstration([...brief, assistant("Quito."), user("Sure?")], "Lima.")),
  openai_sft_tools: sft(
    "openai",
    demonstration([user("Lights on.")], [callLight({ state: "on" }, "call_1")], { tools: [setLight(light)] }),
  ),
  openai_dpo: preference("openai", pair(peru, "Lima.", "Quito.")),
  openai_rft: one(
    "prompt-only",
    "openai",
    arithmetic("What is 17 * 3? Answer with the number.", { reference_answer: "51" }),
  ),
  together_chat: sft("together", demonstration(peru, "Lima.")),
  together_instruction: sft("prompt-completion", demonstration(stem, "Lima."), { separator: " " }),
  together_pref: preference("together", pair(peru, "Lima.", "Quito.")),
  together_text: sft("text", demonstration([], "Lima is the capital of Peru.")),
  mistral_sft: sft("openai", demonstration(peru, "Lima.")),
  openrlhf_pref: preference("openrlhf", pair(peru, "Lima.", "Quito.", { margin: 1 })),
  aligner_kto: one("unpaired", "nemo-aligner", unpaired(peru, "Lima.", true)),
  aligner_steerlm_sft: one(
    "attributes",
    "steerlm",
    example<"attributes">(peru, {
      kind: "attributes",
      completion: [assistant("Lima.")],
      attributes: { helpfulness: 4, correctness: 4, coherence: 4, complexity: 0, verbosity: 0 },
    }),
  ),
  nemorl_pref: preference("nemo-rl", pair(peru, "Lima.", "Quito.")),
  nemorl_binary_pref: preference("trl", pair(peru, "Lima.", "Quito.")),
}

const shape = { margin: true, tools: true, attributes: [], extra: {} }
const recorded: Readonly<Record<string, unknown>> = examples
const context = (options: FormatOptions = {}) => ({ dataset: dataset([], []), shape, options })

function render({ task, format, from, options }: Case): Row[] {
  const renderer = findFormat(task, format).renderer(context(options))
  return from.flatMap((one) => {
    const rendered = renderer(one)
    if (isRefusal(rendered)) throw new Error(`refused: ${rendered.code} ${rendered.detail ?? ""}`)
    return [...rendered]
  })
}

describe("documented rows of each trainer", () => {
  for (const [name, one] of Object.entries(cases)) {
    it(`${name} is what ${one.task}/${one.format} writes, key for key in order`, () => {
      expect(JSON.stringify(render(one))).toBe(JSON.stringify(recorded[name]))
    })
    it(`${name} passes the linter of ${one.task}/${one.format}`, () => {
      const { rules } = findFormat(one.task, one.format)
      for (const row of recorded[name] as Row[]) expect(firstProblem(row, rules)).toBeUndefined()
    })
  }

  it("covers every recorded example", () => {
    const elsewhere = ["lf_dataset_info", "hf_parquet_metadata", "hf_readme_yaml"]
    expect(Object.keys(recorded).filter((name) => cases[name] === undefined)).toEqual(elsewhere)
  })
})

describe("dataset_info.json", () => {
  it("lists every column and tag, as the reader forgets its defaults", () => {
    const entry = (task: string, format: string, name: string, file: string) =>
      datasetInfo(findTask(task).kind, findFormat(task, format).id, name, file)
    expect({
      ...entry("sft", "llamafactory", "my_sft", "sft.json"),
      ...entry("sft", "llamafactory-alpaca", "my_alpaca", "alpaca.json"),
      ...entry("preference", "llamafactory-alpaca", "my_dpo", "dpo.json"),
      ...entry("preference", "llamafactory-sharegpt", "my_dpo_chat", "dpo_chat.json"),
      ...entry("unpaired", "llamafactory", "my_kto", "kto.json"),
    }).toEqual(recorded.lf_dataset_info)
  })
  it("has no entry for formats that are not LLaMA-Factory's", () => {
    expect(datasetInfo("demonstration", "messages", "x", "x.jsonl")).toBeUndefined()
  })
})
