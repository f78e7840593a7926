/** Makes a prompt fit a token budget by leaving out its beginning: whole turns first, then the head of the last one. */
import type { Example, Message } from "../example.ts"
import { plainContent, promptMessages } from "../messages.ts"

export interface Cut {
  readonly example: Example
  readonly detail: string
}

const leads = ({ role }: Message) => role === "system" || role === "developer"

/** The prompts that are left when one, two, … exchanges are left out; each begins with a user's turn. */
function shorter(prompt: readonly Message[]): (readonly Message[])[] {
  const head = prompt.filter(leads)
  const turns = prompt.filter((message) => !leads(message))
  const starts = turns.flatMap(({ role }, index) => (role === "user" && index > 0 ? [index] : []))
  return starts.map((start) => [...head, ...turns.slice(start)])
}

/** The smallest number in [low, high] that passes, where all after one that passes do. */
function firstPassing(low: number, high: number, passes: (value: number) => boolean): number | undefined {
  if (low > high || !passes(high)) return undefined
  let [from, to] = [low, high]
  while (from < to) {
    const middle = (from + to) >> 1
    if (passes(middle)) to = middle
    else from = middle + 1
  }
  return to
}

/** Where words of a text begin, in code units: a cut anywhere else would leave half a word or half a character. */
function wordStarts(text: string): number[] {
  return Array.from(
    text.matchAll(/(?<=\s)\S|[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]/gu),
    (match) => match.index,
  )
}

/** The example with a prompt that fits, or undefined where its answer alone, or what is no text, is too long. */
export function cutPrompt(example: Example, fits: (example: Example) => boolean): Cut | undefined {
  const { input: _, ...rest } = example
  const withPrompt = (prompt: readonly Message[]): Example => ({ ...rest, prompt })
  const whole = promptMessages(example)
  const fewer = shorter(whole)
  const at = fewer.findIndex((prompt) => fits(withPrompt(prompt)))
  const kept = fewer[at]
  if (kept !== undefined)
    return {
      example: withPrompt(kept),
      detail: `Of its ${whole.length} turns the last ${kept.length} are left.`,
    }
  const prompt = fewer.at(-1) ?? whole
  const last = prompt.at(-1)
  const text = plainContent(last)
  if (last === undefined || text === undefined) return undefined
  const without = (start: number) =>
    withPrompt([...prompt.slice(0, -1), { ...last, content: text.slice(start) }])
  const starts = wordStarts(text)
  const index = firstPassing(0, starts.length - 1, (one) => fits(without(starts[one] ?? 0)))
  const start = index === undefined ? undefined : starts[index]
  if (start === undefined) return undefined
  return { example: without(start), detail: `Its first ${start} of ${text.length} characters are left out.` }
}
