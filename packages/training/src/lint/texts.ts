/** The texts of an example that a model reads: what is counted in tokens and searched for benchmarks. */
import type { Example, Message } from "../example.ts"
import { promptMessages, transcript } from "../messages.ts"

const spoken = (messages: readonly Message[]) => (messages.length === 0 ? "" : transcript(messages))

/** The answers of an example, each of which follows the prompt in a training sequence of its own. */
function answers({ target }: Example): string[] {
  switch (target.kind) {
    case "demonstration":
      return [spoken(target.messages)]
    case "pair":
      return [spoken(target.chosen), spoken(target.rejected)]
    case "unpaired":
    case "attributes":
      return [spoken(target.completion)]
    case "ranked":
      return target.items.map(({ messages }) => spoken(messages))
    case "stepwise":
      return [target.steps.join("\n")]
    case "class":
    case "soft":
    case "rating":
    case "spans":
      return [target.text]
    case "answer":
      return [`${target.question}\n${target.context}`]
    case "similarity":
      return [...target.sentences]
    case "prompt":
    case "raw":
      return []
  }
}

export interface ExampleTexts {
  readonly prompt: string
  readonly answers: readonly string[]
}

export function exampleTexts(example: Example): ExampleTexts {
  return { prompt: spoken(promptMessages(example)), answers: answers(example) }
}
