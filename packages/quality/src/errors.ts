/** The one error this package throws: a call that cannot mean anything, as opposed to data that says too little. */

export type QualityErrorCode =
  | "column_lengths_differ"
  | "index_out_of_range"
  | "value_out_of_range"
  | "policy_needs_corpus"
  | "policy_not_for_question"

/** Data that says too little is never an error: see `Measure`. This is for callers' mistakes. */
export class QualityError extends Error {
  readonly code: QualityErrorCode
  constructor(code: QualityErrorCode, message: string) {
    super(message)
    this.name = "QualityError"
    this.code = code
  }
}
