/** Canonical examples for tests of renderers. */
import type { Example, Message, TargetKind, Targets, ToolSchema } from "../example.ts"

export const user = (content: string): Message => ({ role: "user", content })
export const assistant = (content: string, weight?: 0 | 1): Message =>
  weight === undefined ? { role: "assistant", content } : { role: "assistant", content, weight }
export const system = (content: string): Message => ({ role: "system", content })

export function example<K extends TargetKind>(
  prompt: string | readonly Message[],
  target: Targets[K],
  more: Partial<Example<K>> = {},
): Example<K> {
  return {
    id: "1",
    group: "g",
    source: { record_id: "1", external_id: null, origin: "response" },
    prompt: typeof prompt === "string" ? [user(prompt)] : prompt,
    target,
    ...more,
  }
}

export const demonstration = (
  prompt: string | readonly Message[],
  answer: string | readonly Message[],
  more: Partial<Example<"demonstration">> = {},
) =>
  example<"demonstration">(
    prompt,
    { kind: "demonstration", messages: typeof answer === "string" ? [assistant(answer)] : answer },
    more,
  )

export const pair = (
  prompt: string | readonly Message[],
  chosen: string,
  rejected: string,
  more: Partial<Targets["pair"]> = {},
) =>
  example<"pair">(prompt, {
    kind: "pair",
    chosen: [assistant(chosen)],
    rejected: [assistant(rejected)],
    ...more,
  })

export const unpaired = (prompt: string, answer: string, label: boolean) =>
  example<"unpaired">(prompt, { kind: "unpaired", completion: [assistant(answer)], label })

export const setLight = (parameters: Readonly<Record<string, unknown>>): ToolSchema => ({
  type: "function",
  function: { name: "set_light", description: "Switch a light.", parameters },
})

export const callLight = (given: Readonly<Record<string, unknown>>, id?: string): Message => ({
  role: "assistant",
  tool_calls: [
    {
      ...(id === undefined ? {} : { id }),
      type: "function",
      function: { name: "set_light", arguments: given },
    },
  ],
})
