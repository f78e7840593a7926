/** How fast each person answers, and who is faster than reading allows. */
import { median, quantile } from "../math/summary.ts"
import { type Ratings, rowsByRater, rowsOf } from "../table/ratings.ts"

export interface PersonSpeed {
  readonly rater: string
  readonly answers: number
  /** Seconds; null without answers. */
  readonly median: number | null
  readonly fastest_tenth: number | null
  /** This person's median over the median of all people's medians: 0.5 is twice as fast. */
  readonly relative: number | null
  /** Share of answers faster than the 5th percentile of everybody's (or than `tooFast`); 0.05 is what chance gives. */
  readonly fast_share: number | null
}

export interface SpeedOptions {
  /** Seconds under which nobody can have read the record; without it, the 5th percentile of all answers. */
  readonly tooFast?: number
}

/** `value` is active seconds spent on the answer. One row per rater, in their order. */
export function answerSpeed(seconds: Ratings<number>, options: SpeedOptions = {}): PersonSpeed[] {
  const limit = options.tooFast ?? quantile(seconds.value, 0.05) ?? 0
  const byRater = rowsByRater(seconds)
  const own = seconds.raters.map((_, at) =>
    Float64Array.from(rowsOf(byRater, at), (row) => seconds.value[row] ?? 0),
  )
  const medians = own.map((times) => median(times))
  const typical = median(medians.filter((value) => value !== null))
  return seconds.raters.map((rater, at) => {
    const times = own[at] ?? new Float64Array()
    const middle = medians[at] ?? null
    return {
      rater,
      answers: times.length,
      median: middle,
      fastest_tenth: quantile(times, 0.1),
      relative: middle === null || typical === null || typical === 0 ? null : middle / typical,
      fast_share: times.length === 0 ? null : times.filter((time) => time < limit).length / times.length,
    }
  })
}
