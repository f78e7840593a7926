/** A finding: one reason, on one record, said so that a person can act on it. */
import { type FindingCode, reasons, type Severity } from "./catalogue.ts"

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly record_id: string
  readonly external_id: string | null
  /** Which of several examples of the record. */
  readonly example_id?: string
  readonly sentence: string
  readonly remedy: string
}

/** What a rule says: the code, and what exactly was seen. */
export interface Problem {
  readonly code: FindingCode
  readonly detail?: string
}

interface About {
  readonly record_id: string
  readonly external_id: string | null
  readonly example_id?: string
}

export function problem(code: FindingCode, detail?: string): Problem {
  return detail === undefined ? { code } : { code, detail }
}

/** Turns a problem into a finding about a record; one about a row that is written all the same only warns. */
export function finding({ code, detail }: Problem, about: About, written = false): Finding {
  const { severity, sentence, remedy } = reasons[code]
  return {
    code,
    severity: written ? "warning" : severity,
    ...about,
    sentence: detail === undefined ? sentence : `${sentence} ${detail}`,
    remedy,
  }
}
