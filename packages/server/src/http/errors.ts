/** Refusals: made here, turned into the wire's bodies here. */
import { type ErrorBody, errorCodes, type ValidationFinding } from "@loam/schema"
import {
  isConnectionLoss,
  isDiskFull,
  isMissingReference,
  isUniqueViolation,
  isUnstorableText,
} from "../db/errors.ts"

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503 | 507

/** A refusal the caller is told about. */
export class Refusal extends Error {
  override readonly name = "Refusal"
  readonly status: Status
  readonly body: ErrorBody
  readonly headers: Readonly<Record<string, string>>
  constructor(status: Status, body: ErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(
      typeof (body as { detail?: unknown }).detail === "string"
        ? String((body as { detail: string }).detail)
        : `refused with ${status}`,
    )
    this.status = status
    this.body = body
    this.headers = headers
  }
}

const sentence = (status: Status, detail: string, headers?: Record<string, string>) =>
  new Refusal(status, { detail }, headers)
const structured = (kind: keyof typeof errorCodes, params: Record<string, unknown>) =>
  new Refusal(errorCodes[kind].status, { detail: { code: errorCodes[kind].code, params } })

export const refuse = {
  unreadable: (detail = "The body could not be read") => sentence(400, detail),
  unauthorized: (detail = "Could not validate credentials") => structured("unauthorized", { detail }),
  forbidden: (detail = "Operation not allowed") => structured("forbidden", { detail }),
  notFound: (what: string, id: string) => sentence(404, `There is no ${what} with id ${id}`),
  missing: (detail: string) => sentence(404, detail),
  conflict: (detail: string) => sentence(409, detail),
  tooLarge: (detail: string) => sentence(413, detail),
  /** A rule of the domain is broken: one sentence. */
  invalid: (detail: string) => sentence(422, detail),
  /** The request does not fit the contract: one finding for each place. */
  findings: (errors: readonly ValidationFinding[]) => structured("validation", { errors }),
  tooMany: (detail: string, seconds: number) => sentence(429, detail, { "Retry-After": String(seconds) }),
  unavailable: (detail: string) => sentence(503, detail, { "Retry-After": "5" }),
  noRoom: (detail: string) => sentence(507, detail),
}

/** Whatever was thrown, as something the caller may see: no SQL, no stack. `undefined`: a fault of ours. */
export function refusalFor(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isConnectionLoss(error))
    return refuse.unavailable("The database does not answer; try again in a moment")
  if (isDiskFull(error))
    return refuse.noRoom("The disk of the database is full: nothing was written. Make room, then try again")
  if (isUniqueViolation(error)) return refuse.conflict("This exists already")
  if (isMissingReference(error)) return refuse.conflict("Something this refers to was deleted meanwhile")
  if (isUnstorableText(error))
    return refuse.invalid("A text contains a NUL character, which cannot be stored")
  return undefined
}

export const internalError = () =>
  structured("internal", {
    type: "InternalError",
    message: "An error occurred on the server; it has been logged",
  })
