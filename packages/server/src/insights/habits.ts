/** Speed, position preference and use of suggestions, from the evidence of answers; by the names of people. */

import {
  answerSpeed,
  type LengthChoice,
  type LengthPreference,
  lengthPreference,
  type PlacedChoice,
  type PositionPreference,
  positionPreference,
  type RatingRow,
  type SuggestionAcceptance,
  suggestionAcceptance,
  tabulate,
} from "@loam/quality"
import type { Annotator, RankedOption } from "@loam/schema"
import type { Compared } from "./compared-texts.ts"
import type { Evidence } from "./evidence.ts"

const everybody = ""

export interface Habits {
  readonly speedOf: (user: string) => Annotator["speed"]
  /** Without a user: of everybody. */
  readonly positionOf: (user?: string) => Annotator["position"]
  readonly lengthOf: (user?: string) => Annotator["length"]
  readonly suggestionsOf: (user?: string) => Annotator["suggestions"]
}

function tableOf<V>(evidence: readonly Evidence[], read: (answer: Evidence) => V | null) {
  const rows = evidence.flatMap((answer): RatingRow<V>[] => {
    const value = read(answer)
    return value === null ? [] : [{ item: answer.record_id, rater: answer.user_id, value }]
  })
  return tabulate(rows)
}

const isRanking = (value: unknown): value is RankedOption[] =>
  Array.isArray(value) && typeof value[0] === "object"

/** The option chosen: a label, a rating, or what stands alone on top of a ranking. */
function chosen({ value }: Evidence): string | null {
  if (typeof value === "string" || typeof value === "number") return String(value)
  if (!isRanking(value)) return null
  const top = value.filter(({ rank }) => rank === 1)
  return top.length === 1 ? (top[0]?.value ?? null) : null
}

/** Where the choice stood. Of a comparison only the texts have places: "tie" stands always last and decides nothing. */
const placedAmong =
  (compared: Compared | null) =>
  (answer: Evidence): PlacedChoice | null => {
    if (!Array.isArray(answer.shown)) return null
    const shown = answer.shown.map(String).filter((option) => compared?.fieldOf.has(option) ?? true)
    const place = shown.indexOf(chosen(answer) ?? "")
    return place < 0 ? null : { place, of: shown.length }
  }

/** Lengths of the text chosen and of the others, by the field that each option stands for. */
const lengthsIn =
  (compared: Compared) =>
  (answer: Evidence): LengthChoice | null => {
    const field = compared.fieldOf.get(chosen(answer) ?? "")
    const lengths = compared.fields.map((name) => answer.lengths?.[name] ?? null)
    const own = field === undefined ? null : (answer.lengths?.[field] ?? null)
    if (own === null || lengths.some((length) => length === null)) return null
    const others = lengths.reduce<number>((sum, length) => sum + (length ?? 0), -own) / (lengths.length - 1)
    return { chosen: own, rejected: others }
  }

const asLength = ({ longer, biased, log_ratio }: LengthPreference) => ({ longer, biased, log_ratio })
const asPosition = ({ first, expected, biased, places }: PositionPreference) => ({
  first,
  expected,
  biased,
  places: [...places],
})
const asAcceptance = ({ accepted, seconds_accepted, seconds_changed }: SuggestionAcceptance) => ({
  accepted,
  seconds_accepted,
  seconds_changed,
})

export function habitsOf(evidence: readonly Evidence[], compared: Compared | null): Habits {
  const seconds = answerSpeed(tableOf(evidence, ({ active_seconds }) => active_seconds))
  const speeds = new Map(seconds.map(({ rater, ...speed }) => [rater, speed]))
  const byPlace = positionPreference(tableOf(evidence, placedAmong(compared)))
  const positions = new Map(byPlace.map((each) => [each.rater ?? everybody, asPosition(each)]))
  const byLength = compared ? lengthPreference(tableOf(evidence, lengthsIn(compared))) : []
  const lengths = new Map(byLength.map((each) => [each.rater ?? everybody, asLength(each)]))
  const accepted = suggestionAcceptance(
    tableOf(evidence, (answer) =>
      answer.accepted === null ? null : { accepted: answer.accepted, seconds: answer.active_seconds },
    ),
  )
  const acceptances = new Map(accepted.map((each) => [each.rater ?? everybody, asAcceptance(each)]))
  const noSpeed = { answers: 0, median: null, fastest_tenth: null, relative: null, fast_share: null }
  const noAcceptance = {
    accepted: { value: null, reason: "no_ratings", hits: 0, trials: 0, low: 0, high: 1 } as const,
    seconds_accepted: null,
    seconds_changed: null,
  }
  return {
    speedOf: (user) => speeds.get(user) ?? noSpeed,
    positionOf: (user = everybody) => {
      const found = positions.get(user)
      return found && found.first.trials > 0 ? found : null
    },
    lengthOf: (user = everybody) => {
      const found = lengths.get(user)
      return found && found.longer.trials > 0 ? found : null
    },
    suggestionsOf: (user = everybody) => acceptances.get(user) ?? noAcceptance,
  }
}
