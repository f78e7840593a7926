/** Habits that pass for judgement: choosing by place on the screen, choosing the longer answer. */
import { type Share, wilson } from "../math/intervals.ts"
import { type Ratings, rowsByRater, rowsOf } from "../table/ratings.ts"

/** Which of the shown answers was chosen: place 0 is the left or first; `of` is how many were shown. */
export interface PlacedChoice {
  readonly place: number
  readonly of: number
}

export interface PositionPreference {
  /** Null for everybody together. */
  readonly rater: string | null
  /** Share of choices that fell on the first place, with its interval. */
  readonly first: Share
  /** What it would be if place did not matter: the mean of 1 / of; null without choices. */
  readonly expected: number | null
  /** True when the interval leaves `expected` out. */
  readonly biased: boolean
  /** Choices per place. */
  readonly places: readonly number[]
}

/**
 * Everybody together first, then one row per rater. Hand in decided choices only (ties say nothing about place). A
 * preference of everybody means that order was not shuffled enough, or that the better answer stood first.
 */
export function positionPreference(choices: Ratings<PlacedChoice>): PositionPreference[] {
  return withEverybody(choices, (rater, own) => {
    const first = wilson(own.filter(({ place }) => place === 0).length, own.length)
    const expected =
      own.length === 0 ? null : own.reduce((sum, choice) => sum + 1 / choice.of, 0) / own.length
    const places: number[] = []
    for (const { place, of } of own) {
      while (places.length < of) places.push(0)
      places[place] = (places[place] ?? 0) + 1
    }
    return { rater, first, expected, biased: expected !== null && outside(first, expected), places }
  })
}

/** Lengths of the chosen and the rejected text, in whatever unit (characters, tokens). */
export interface LengthChoice {
  readonly chosen: number
  readonly rejected: number
}

export interface LengthPreference {
  readonly rater: string | null
  /** Share of choices that took the longer text; equal lengths are left out. Always taking the longer one gives 1. */
  readonly longer: Share
  readonly biased: boolean
  /** Mean of ln(chosen / rejected) over choices with positive lengths; null without. */
  readonly log_ratio: number | null
}

/** Everybody together first, then one row per rater. Longer answers can be better: a bias is a question, not a verdict. */
export function lengthPreference(choices: Ratings<LengthChoice>): LengthPreference[] {
  return withEverybody(choices, (rater, own) => {
    const uneven = own.filter(({ chosen, rejected }) => chosen !== rejected)
    const longer = wilson(uneven.filter(({ chosen, rejected }) => chosen > rejected).length, uneven.length)
    const logs = own.flatMap(({ chosen, rejected }) =>
      chosen > 0 && rejected > 0 ? [Math.log(chosen / rejected)] : [],
    )
    const mean = logs.length === 0 ? null : logs.reduce((sum, log) => sum + log, 0) / logs.length
    return { rater, longer, biased: outside(longer, 0.5), log_ratio: mean }
  })
}

const outside = ({ low, high, trials }: Share, expected: number): boolean =>
  trials > 0 && (expected < low || expected > high)

function withEverybody<V, Row>(
  ratings: Ratings<V>,
  rowFor: (rater: string | null, own: readonly V[]) => Row,
): Row[] {
  const byRater = rowsByRater(ratings)
  // Row numbers lie inside the column.
  const own = (rows: Iterable<number>) => Array.from(rows, (row) => ratings.value[row] as V)
  return [
    rowFor(null, own(byRater.row)),
    ...ratings.raters.map((rater, at) => rowFor(rater, own(rowsOf(byRater, at)))),
  ]
}
