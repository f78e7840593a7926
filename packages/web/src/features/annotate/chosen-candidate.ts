/** The compared field that the answer so far has chosen, so that the record can show it. */
import { candidateOf } from "@loam/schema"
import type { Answers } from "../../engine/model.ts"
import type { Campaign } from "./campaign.ts"

export function chosenCandidate({ comparison, questions }: Campaign, answers: Answers): string | null {
  if (!comparison) return null
  for (const { name, settings } of questions) {
    if (settings.type !== "label_selection") continue
    const option = settings.options.find(({ value }) => value === answers[name])
    const candidate = option && candidateOf(comparison, option)
    if (candidate) return candidate.field.name
  }
  return null
}
