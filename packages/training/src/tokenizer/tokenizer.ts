/** A model's own tokenizer from its Hugging Face files: counts texts, and conversations through the chat template. */
import { Template } from "@huggingface/jinja"
import { Tokenizer } from "@huggingface/tokenizers"
import type { Message, ToolSchema } from "../example.ts"
import { trlMessage } from "../formats/trl-messages.ts"
import { visibleText } from "../messages.ts"

type JsonObject = Readonly<Record<string, unknown>>

export interface TokenizerFiles {
  /** The content of `tokenizer.json`. */
  readonly tokenizer: JsonObject
  /** The content of `tokenizer_config.json`: special tokens, and in most models the chat template. */
  readonly config?: JsonObject | undefined
  /** The content of `chat_template.jinja`, where a model keeps it apart. */
  readonly chat_template?: string | undefined
}

export interface Conversation {
  readonly messages: readonly Message[]
  readonly tools?: readonly ToolSchema[] | undefined
  /** The model's turn comes next: the head of its answer is counted too. */
  readonly reply?: boolean
}

export interface TokenizerOptions {
  /** Tokens around a turn where there is no template. */
  readonly template_tokens?: number | undefined
  /** False: turns are counted without the template although there is one. */
  readonly use_template?: boolean | undefined
}

export interface ModelTokenizer {
  /** Tokens of a text as it stands, with those that the tokenizer itself adds. */
  readonly count: (text: string) => number
  /** Tokens of a conversation as the model reads it; throws a TemplateRefusal where the template refuses it. */
  readonly countConversation: (conversation: Conversation) => number
  /** Whether conversations go through the model's template, or are counted turn by turn. */
  readonly template: boolean
  /** The same tokenizer, counting otherwise: opening one takes seconds, this nothing. */
  readonly using: (options: TokenizerOptions) => ModelTokenizer
}

/** Files that are no tokenizer. */
export class TokenizerError extends Error {
  override name = "TokenizerError"
}

/** What a chat template says of a conversation that it cannot write, such as two turns of one speaker. */
export class TemplateRefusal extends Error {
  override name = "TemplateRefusal"
}

/** What ChatML puts around a turn: `<|im_start|>`, the role, a line end, `<|im_end|>` and another line end. */
export const chatMlTokens = 5

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function attempt<T>(what: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new TokenizerError(`${what}: ${reasonOf(error)}`)
  }
}

/** `chat_template` is one text, or a list of named ones of which `default` is meant. */
function templateIn({ chat_template, config }: TokenizerFiles): string | undefined {
  if (chat_template !== undefined) return chat_template
  const stated = config?.chat_template
  if (typeof stated === "string") return stated
  if (!Array.isArray(stated)) return undefined
  const named = stated.find((one: unknown) => isObject(one) && one.name === "default")
  return isObject(named) && typeof named.template === "string" ? named.template : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** `bos_token` and its like, which templates write. */
function specialTokens(config: JsonObject): Record<string, string> {
  const tokens: Record<string, string> = {}
  for (const name of ["bos_token", "eos_token", "pad_token", "unk_token"]) {
    const value = config[name]
    const text = isObject(value) ? value.content : value
    if (typeof text === "string") tokens[name] = text
  }
  return tokens
}

/** Opens a tokenizer; throws a TokenizerError that says which file is wrong. */
export function openTokenizer(files: TokenizerFiles, options: TokenizerOptions = {}): ModelTokenizer {
  const { config = {} } = files
  if (!isObject(files.tokenizer) || !isObject(files.tokenizer.model))
    throw new TokenizerError("tokenizer.json has no 'model': it is not a Hugging Face tokenizer")
  const tokenizer = attempt("tokenizer.json cannot be used", () => new Tokenizer(files.tokenizer, config))
  const source = templateIn(files)
  const template =
    source === undefined ? undefined : attempt("the chat template cannot be read", () => new Template(source))
  return counting(tokenizer, template, specialTokens(config), options)
}

function counting(
  tokenizer: Tokenizer,
  template: Template | undefined,
  special: Readonly<Record<string, string>>,
  { template_tokens = chatMlTokens, use_template = true }: TokenizerOptions,
): ModelTokenizer {
  const used = use_template ? template : undefined
  const count = (text: string, add = true): number =>
    text === "" ? 0 : tokenizer.encode(text, { add_special_tokens: add }).ids.length
  return {
    count: (text) => count(text),
    template: used !== undefined,
    using: (options) => counting(tokenizer, template, special, options),
    countConversation(conversation) {
      // The template has written the special tokens.
      if (used !== undefined) return count(written(conversation, used, special), false)
      return conversation.messages.reduce(
        (total, message) => total + template_tokens + count(visibleText(message), false),
        0,
      )
    },
  }
}

function written(
  { messages, tools, reply = false }: Conversation,
  template: Template,
  special: Readonly<Record<string, string>>,
): string {
  const context = { ...special, messages: messages.map(trlMessage), add_generation_prompt: reply }
  try {
    return template.render(tools === undefined ? context : { ...context, tools })
  } catch (error) {
    throw new TemplateRefusal(reasonOf(error))
  }
}
