import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { Message } from "../example.ts"
import { assistant, user } from "../test/examples.ts"
import { chatMlTokens, openTokenizer, TemplateRefusal, TokenizerError } from "./tokenizer.ts"

/** Made by e2e/python/trainers/make_tokenizer_fixture.py: counts are those of transformers. */
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../test/tokenizer/${name}`, import.meta.url), "utf8"))
const tokenizer = read("tokenizer.json")
const config = read("tokenizer-config.json")
const counts: {
  texts: { text: string; tokens: number }[]
  chats: { messages: Message[]; reply: boolean; tokens: number }[]
} = read("counts.json")

describe("openTokenizer", () => {
  const opened = openTokenizer({ tokenizer, config })

  it.each(counts.texts)("counts $text as transformers does", ({ text, tokens }) => {
    expect(opened.count(text)).toBe(tokens)
  })
  it.each(counts.chats)("counts a conversation through the chat template as transformers does %#", (chat) => {
    expect(opened.template).toBe(true)
    expect(opened.countConversation(chat)).toBe(chat.tokens)
  })
  it("says what the template says where it refuses a conversation", () => {
    const messages = [user("a"), assistant("b"), assistant("c")]
    expect(() => opened.countConversation({ messages })).toThrow(TemplateRefusal)
    expect(() => opened.countConversation({ messages })).toThrow("two turns of the assistant")
  })
  it("counts turn by turn without a template, or when told to pass over it", () => {
    const messages = [user("Capital of Peru?")]
    const { chat_template: _, ...bare } = config
    const text = opened.count("Capital of Peru?") - 1 // the tokenizer puts one before the text
    for (const one of [
      openTokenizer({ tokenizer, config: bare }),
      openTokenizer({ tokenizer, config }, { use_template: false }),
    ]) {
      expect(one.template).toBe(false)
      expect(one.countConversation({ messages })).toBe(text + chatMlTokens)
    }
    const wide = openTokenizer({ tokenizer }, { template_tokens: 20 })
    expect(wide.countConversation({ messages })).toBe(text + 20)
  })
  it("takes a template of its own, and the default of several", () => {
    const alone = openTokenizer({ tokenizer, config, chat_template: "{{ messages[0].content }}" })
    expect(alone.countConversation({ messages: [user("Hi there")] })).toBe(opened.count("Hi there") - 1)
    const named = [
      { name: "tool_use", template: "{{ missing.member.x }}" },
      { name: "default", template: "{{ messages[0].content }}" },
    ]
    const several = openTokenizer({ tokenizer, config: { ...config, chat_template: named } })
    expect(several.countConversation({ messages: [user("Hi there")] })).toBe(opened.count("Hi there") - 1)
  })
  it("says which file is wrong", () => {
    expect(() => openTokenizer({ tokenizer: {} })).toThrow(TokenizerError)
    expect(() => openTokenizer({ tokenizer: { model: { type: "Nonsense" } } })).toThrow(/tokenizer\.json/)
    expect(() => openTokenizer({ tokenizer, chat_template: "{% for %}" })).toThrow(/chat template/)
  })
})
