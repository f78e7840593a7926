/** What people do with suggestions: take them, change them, and how long they look first. */
import { type Share, wilson } from "../math/intervals.ts"
import { median } from "../math/summary.ts"
import { type Ratings, rowsByRater, rowsOf } from "../table/ratings.ts"

/** One answer to a question that had a suggestion. `seconds` null when the time was not recorded. */
export interface SuggestedAnswer {
  readonly accepted: boolean
  readonly seconds: number | null
}

export interface SuggestionAcceptance {
  /** Null for everybody together. */
  readonly rater: string | null
  readonly accepted: Share
  /** Median seconds of accepted and of changed answers; null when unknown. */
  readonly seconds_accepted: number | null
  readonly seconds_changed: number | null
}

/**
 * Everybody together first, then one row per rater. Accepting nearly everything in little time is rubber-stamping;
 * accepting nearly everything slowly may be a good model.
 */
export function suggestionAcceptance(answers: Ratings<SuggestedAnswer>): SuggestionAcceptance[] {
  const byRater = rowsByRater(answers)
  const rowFor = (rater: string | null, rows: Int32Array): SuggestionAcceptance => {
    const own = Array.from(rows, (row) => answers.value[row]).filter((answer) => answer !== undefined)
    const seconds = (accepted: boolean) =>
      median(
        own.flatMap((answer) =>
          answer.accepted === accepted && answer.seconds !== null ? [answer.seconds] : [],
        ),
      )
    return {
      rater,
      accepted: wilson(own.filter((answer) => answer.accepted).length, own.length),
      seconds_accepted: seconds(true),
      seconds_changed: seconds(false),
    }
  }
  return [rowFor(null, byRater.row), ...answers.raters.map((rater, at) => rowFor(rater, rowsOf(byRater, at)))]
}
