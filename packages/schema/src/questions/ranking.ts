/** Ranking question: the answer orders all options; ties are legal. */
import { z } from "zod"
import { limits } from "../limits.ts"
import type { Json } from "../scalars.ts"
import { listed, option, optionInput, uniqueValues } from "./options.ts"
import { accepted, kindOf, type QuestionType, refused } from "./question-type.ts"

export const rankingSettings = z.object({ type: z.literal("ranking"), options: z.array(option) })
export type RankingSettings = z.infer<typeof rankingSettings>

export interface RankedOption {
  readonly value: string
  readonly rank: number | null
}

function readItem(item: Json): RankedOption | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null
  const { value, rank = null } = item
  const number = typeof rank === "string" && /^\d+$/.test(rank) ? Number(rank) : rank
  if (typeof value !== "string" || (number !== null && !Number.isInteger(number))) return null
  return { value, rank: number as number | null }
}

export const rankingQuestion: QuestionType<RankingSettings> = {
  create: z.object({
    type: z.literal("ranking"),
    options: z
      .array(optionInput)
      .min(limits.rankingOptions.min)
      .max(limits.rankingOptions.max)
      .superRefine(uniqueValues),
  }),
  update: z.object({ type: z.literal("ranking") }),
  manyValued: true,
  check: (settings, value, { submitted }) => {
    if (!Array.isArray(value)) return refused(`a ranking question expects a list, found ${kindOf(value)}`)
    const items = value.map(readItem)
    if (items.includes(null))
      return refused("each item of a ranking is {value, rank} with a whole number as rank")
    // A list without any rank is the ranking itself: what Argilla's own 2.x client sends.
    const read = items as RankedOption[]
    const ranked =
      submitted && read.length > 0 && read.every((item) => item.rank === null)
        ? read.map((item, index) => ({ ...item, rank: index + 1 }))
        : read
    return checkRanked(settings, ranked, submitted)
  },
}

function checkRanked(settings: RankingSettings, ranked: readonly RankedOption[], submitted: boolean) {
  const options = settings.options.map((each) => each.value)
  if (submitted && ranked.length !== options.length) {
    return refused(`a ranking needs all ${options.length} options, found ${ranked.length}`)
  }
  if (submitted) {
    const badRanks = ranked
      .map((item) => item.rank)
      .filter((rank) => rank === null || rank < 1 || rank > options.length)
    if (badRanks.length > 0)
      return refused(`${JSON.stringify(badRanks)} are not ranks from 1 to ${options.length}`)
  }
  const unknown = ranked.map((item) => item.value).filter((each) => !options.includes(each))
  if (unknown.length > 0)
    return refused(`${listed(unknown)} are not options of this question; they are ${listed(options)}`)
  if (new Set(ranked.map((item) => item.value)).size < ranked.length)
    return refused("a ranking names each option once")
  return accepted(ranked.map(({ value, rank }) => ({ value, rank })))
}
