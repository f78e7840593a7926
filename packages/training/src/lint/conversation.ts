/** Rules on conversations: known roles, taking turns, the right speaker first and last. */

import type { Message } from "../example.ts"
import { isBlank, visibleText } from "../messages.ts"
import { type Problem, problem } from "./finding.ts"
import type { Rule } from "./rule.ts"

export interface ConversationRules {
  readonly roles: readonly string[]
  /** Speakers that the last turn may have. */
  readonly last: readonly string[]
  /** User and assistant take turns (tool turns may come between). */
  readonly alternate?: boolean
  /** At least one turn of the assistant. */
  readonly assistant?: boolean
}

const leads = new Set(["system", "developer"])

function order(messages: readonly Message[], rules: ConversationRules): Problem | undefined {
  let previous: string | undefined
  for (const [index, { role }] of messages.entries()) {
    if (!rules.roles.includes(role)) return problem("role-unknown", `It is '${role}'.`)
    if (leads.has(role)) {
      if (index > 0) return problem("system-not-first", `It is turn ${index + 1}.`)
      continue
    }
    if (rules.alternate && role === previous && role !== "tool") {
      return problem("role-order", `Turns ${index} and ${index + 1} are both of '${role}'.`)
    }
    previous = role
  }
  return undefined
}

function blankTurn(messages: readonly Message[]): Problem | undefined {
  const index = messages.findIndex(
    (message) => message.tool_calls === undefined && !hasImage(message) && isBlank(visibleText(message)),
  )
  if (index < 0) return undefined
  const code = messages[index]?.role === "assistant" ? "empty-completion" : "empty-prompt"
  return problem(code, `Turn ${index + 1} of the conversation is blank.`)
}

function hasImage({ content }: Message): boolean {
  return typeof content === "object" && content.some((part) => part.type === "image")
}

/** What is wrong with a conversation, if anything. */
export function conversationProblem(
  messages: readonly Message[],
  rules: ConversationRules,
): Problem | undefined {
  const last = messages.at(-1)
  if (last === undefined) return problem("empty-prompt", "The conversation has no turns.")
  const found = order(messages, rules) ?? blankTurn(messages)
  if (found !== undefined) return found
  if (rules.assistant && !messages.some(({ role }) => role === "assistant")) return problem("no-assistant")
  if (!rules.last.includes(last.role)) return problem("role-last", `The last turn is of '${last.role}'.`)
  return undefined
}

function isMessages(value: unknown): value is readonly Message[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "role" in one)
  )
}

/** The column is a conversation that keeps the rules. */
export function conversation(name: string, rules: ConversationRules): Rule {
  return (row) => {
    const value = row[name]
    if (!isMessages(value)) return problem("wrong-type", `'${name}' must be a list of messages.`)
    return conversationProblem(value, rules)
  }
}

/** What is wrong with a single message that stands in a column of its own. */
export function messageProblem(value: unknown, roles: readonly string[]): Problem | undefined {
  const messages = [value]
  if (!isMessages(messages)) return problem("wrong-type", "A message is expected.")
  return conversationProblem(messages, { roles, last: roles })
}
