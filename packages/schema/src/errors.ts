/** The closed list of refusals and the error bodies of the wire. */
import { z } from "zod"

/** One finding of validation: where (first element `body`, `query` or `path`), what, and its kind. */
export const validationError = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.number()])),
  msg: z.string(),
})
export type ValidationFinding = z.infer<typeof validationError>

const codePrefix = "argilla.api.errors::"

/** Codes of structured errors; everything else carries one sentence as `detail`. */
export const errorCodes = {
  unauthorized: { status: 401, code: `${codePrefix}UnauthorizedError` },
  forbidden: { status: 403, code: `${codePrefix}ForbiddenOperationError` },
  validation: { status: 422, code: `${codePrefix}ValidationError` },
  internal: { status: 500, code: `${codePrefix}GenericServerError` },
} as const

export const errorBody = z.union([
  z.object({ detail: z.string() }),
  z.object({ detail: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }) }),
  z.object({ code: z.string(), message: z.string() }),
])
export type ErrorBody = z.infer<typeof errorBody>
