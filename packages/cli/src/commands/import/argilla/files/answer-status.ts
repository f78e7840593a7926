/** Whether an answer was submitted, where the file does not say: told by its record's state as far as that goes. */

export type AnswerStatus = "submitted" | "draft" | "discarded"

interface Answer {
  readonly status?: string | null | undefined
  readonly values: { readonly [question: string]: unknown } | null
}

interface Rules {
  /** Names of the questions that a submitted answer must have. */
  readonly required: readonly string[]
  /** Submitted answers that complete a record; undefined where nobody counts. */
  readonly minSubmitted: number | undefined
  /** What it is taken for when nothing tells. */
  readonly otherwise: AnswerStatus
}

interface Told {
  readonly statuses: readonly AnswerStatus[]
  /** How many of them were taken, not told. */
  readonly taken: number
}

/**
 * A record is completed by `minSubmitted` submitted answers. So of a completed record with no more whole answers than
 * these all were submitted, and of a pending one that a single answer would complete none was.
 */
export function answerStatuses(
  recordStatus: string | null,
  answers: readonly Answer[],
  { required, minSubmitted, otherwise }: Rules,
): Told {
  const isWhole = ({ values }: Answer) => required.every((name) => Object.hasOwn(values ?? {}, name))
  const unsaid = answers.filter((answer) => !answer.status)
  const whole = unsaid.filter(isWhole).length
  const all = recordStatus === "completed" && minSubmitted !== undefined && whole <= minSubmitted
  const none = recordStatus === "pending" && minSubmitted === 1
  let taken = 0
  const statuses = answers.map((answer): AnswerStatus => {
    // The server refuses a word that it does not know, with the record.
    if (answer.status) return answer.status as AnswerStatus
    if (!isWhole(answer) || none) return "draft"
    if (all) return "submitted"
    taken += 1
    return otherwise
  })
  return { statuses, taken }
}
