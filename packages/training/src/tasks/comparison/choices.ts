/** What each option of a "which is better" question says about the responses. */
import { MappingError } from "../../source/mapping-error.ts"
import type { Slot } from "../../source/slots.ts"
import type { SourceQuestion } from "../../source/types.ts"
import { saidStrength, saysTie, whichResponse } from "./tokens.ts"

export type Choice =
  | { readonly says: "better"; readonly winner: number; readonly strength?: number }
  | { readonly says: "tie" }
  | { readonly says: "skip" }

/** A person's word on an option: a response's name, `tie`, `skip`, or a name with a strength. */
export type ChoiceWords = Readonly<Record<string, string | { winner: string; strength?: number | undefined }>>

const unclear = (slot: Slot, what: string, choices: readonly string[]) =>
  new MappingError("mapping-option", slot, choices, what)

function given(word: ChoiceWords[string], responses: readonly string[], slot: Slot): Choice {
  if (word === "tie" || word === "skip") return { says: word }
  const { winner, strength } = typeof word === "string" ? { winner: word, strength: undefined } : word
  const index = responses.indexOf(winner)
  if (index < 0)
    throw unclear(slot, `'${winner}' is no response of this export`, [...responses, "tie", "skip"])
  return { says: "better", winner: index, ...(strength === undefined ? {} : { strength }) }
}

function guessed(
  option: { value: string | number; text?: string },
  which: (text: string) => number | undefined,
) {
  const value = String(option.value)
  const text = option.text ?? value
  if (saysTie(value) || saysTie(text)) return { says: "tie" } as const
  const winner = which(value) ?? which(text)
  if (winner === undefined) return undefined
  const strength = saidStrength(value) ?? saidStrength(text)
  return { says: "better", winner, ...(strength === undefined ? {} : { strength }) } as const
}

// "much better" beside a plain "better": the plain one lies between slightly (1) and significantly (3).
function levelled(choices: Map<string, Choice>): Map<string, Choice> {
  const graded = [...choices.values()].some((one) => one.says === "better" && one.strength !== undefined)
  if (!graded) return choices
  return new Map(
    [...choices].map(([value, one]) => [
      value,
      one.says === "better" ? { ...one, strength: one.strength ?? 2 } : one,
    ]),
  )
}

/** The meaning of every option; throws with the choices where an option's name does not tell. */
export function readChoices(
  question: SourceQuestion,
  responses: readonly string[],
  slot: Slot,
  words: ChoiceWords = {},
): ReadonlyMap<string, Choice> {
  const which = whichResponse(responses)
  const choices = new Map<string, Choice>()
  for (const option of question.settings.options ?? []) {
    const value = String(option.value)
    const word = words[value]
    const choice = word === undefined ? guessed(option, which) : given(word, responses, slot)
    if (choice === undefined) {
      const what = `which response the option '${value}' of '${question.name}' prefers is not clear; say it in 'choices'`
      throw unclear(slot, what, [...responses, "tie", "skip"])
    }
    choices.set(value, choice)
  }
  const winners = new Set([...choices.values()].flatMap((one) => (one.says === "better" ? [one.winner] : [])))
  const missing = responses.find((_, index) => !winners.has(index))
  if (missing !== undefined) {
    throw unclear(
      slot,
      `no option of '${question.name}' prefers '${missing}'; say in 'choices' which does`,
      responses,
    )
  }
  return levelled(choices)
}

/** Which response each option of a ranking question stands for. */
export function readRankedOptions(
  question: SourceQuestion,
  responses: readonly string[],
  slot: Slot,
  words: ChoiceWords = {},
): ReadonlyMap<string, number> {
  const which = whichResponse(responses)
  const found = new Map<string, number>()
  for (const option of question.settings.options ?? []) {
    const value = String(option.value)
    const word = words[value]
    const choice = word === undefined ? undefined : given(word, responses, slot)
    const index = choice?.says === "better" ? choice.winner : (which(value) ?? which(option.text ?? value))
    if (choice?.says === "skip") continue
    if (index === undefined || [...found.values()].includes(index)) {
      const what = `which response the option '${value}' of '${question.name}' stands for is not clear; say it in 'choices'`
      throw unclear(slot, what, responses)
    }
    found.set(value, index)
  }
  return found
}
