/** What a reader of files must know: what they leave out, and what was taken for it. */
import type { AnswerStatus } from "./answer-status.ts"
import type { Layout } from "./layout.ts"

const leftOut: Readonly<Record<Layout, string>> = {
  nested:
    "such files hold no times, no kinds of suggestions (model or human), no discarded answers without a value, no ranks but their order, and vectors only if they were asked for",
  columns:
    "such files hold no times of answers, no kinds of suggestions (model or human), no ranks but their order, and of discarded answers only those with a value",
  older:
    "such files hold no ids of records, no times, and no answers that were discarded or drafted without a value",
}

interface Facts {
  readonly layout: Layout
  readonly taken: number
  readonly unknownStatus: AnswerStatus
}

export function whatIsNotTold({ layout, taken, unknownStatus }: Facts): string[] {
  return [
    ...(taken > 0
      ? [
          `of ${taken} answers the file does not say whether they were submitted: taken as ${unknownStatus} (--unknown-status takes them otherwise)`,
        ]
      : []),
    `${leftOut[layout]}: a running server tells more (--url). What has no time counts as of when the files were written`,
  ]
}
