/** Every error of the SDK: what went wrong, and what to do about it. */
import type { ErrorBody, ValidationFinding } from "@loam/schema"

/** What all errors of the SDK are: `error instanceof LoamError` tells them from bugs. */
export class LoamError extends Error {
  override readonly name: string = "LoamError"
}

/** Settings or records that the server would refuse, found out before anything is sent. */
export class InvalidInputError extends LoamError {
  override readonly name = "InvalidInputError"
}

/** Nobody said which server to talk to, or with which key. */
export class NotSignedInError extends LoamError {
  override readonly name = "NotSignedInError"
}

/** There is no dataset or workspace of that name that this key may see. */
export class NotFoundError extends LoamError {
  override readonly name = "NotFoundError"
  /** Names that exist. */
  readonly choices: readonly string[]
  constructor(message: string, choices: readonly string[]) {
    super(message)
    this.choices = choices
  }
}

/** A push that failed; `cause` says why. */
export class PushError extends LoamError {
  override readonly name = "PushError"
  /** True: the server is as it was before. False: a half-made dataset is left, the message names it. */
  readonly rolledBack: boolean
  constructor(message: string, rolledBack: boolean, cause: unknown) {
    super(message, { cause })
    this.rolledBack = rolledBack
  }
}

/** Adding, updating or deleting many records stopped at a batch; `cause` says why. */
export class RecordsError extends LoamError {
  override readonly name = "RecordsError"
  /** How many records were stored before; none of the refused batch was. */
  readonly done: number
  constructor(message: string, done: number, cause: unknown) {
    super(message, { cause })
    this.done = done
  }
}

/** The server answered with a refusal, or not at all. */
export class ApiError extends LoamError {
  override readonly name: string = "ApiError"
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number
  /** What was wrong and what to do, without method and path. */
  readonly reason: string
  /** The server's own sentence, for showing to people; empty when it gave none. */
  readonly sentence: string
  /** Seconds after which the server will look at another attempt, when it said so. */
  readonly retryAfter: number | null
  /** Code of a structured refusal, else `null`. */
  readonly code: string | null
  /** Places and findings of a validation refusal. */
  readonly findings: readonly ValidationFinding[]
  /** The body as it came. */
  readonly body: unknown
  constructor(
    message: string,
    status: number,
    details: {
      reason?: string
      sentence?: string
      retryAfter?: number | null
      code?: string | null
      findings?: readonly ValidationFinding[]
      body?: unknown
      cause?: unknown
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.status = status
    this.reason = details.reason ?? message
    this.sentence = details.sentence ?? ""
    this.retryAfter = details.retryAfter ?? null
    this.code = details.code ?? null
    this.findings = details.findings ?? []
    this.body = details.body
  }
}

const remedies: Record<number, string> = {
  401: "Check LOAM_API_KEY, or run `loam login`.",
  403: "This key may not do that: ask an owner, or for membership of the workspace.",
  413: "Send fewer records at once.",
  429: "Wait a moment before the next attempt.",
  500: "The server's log says more.",
}

const placeOf = (finding: ValidationFinding) => finding.loc.slice(1).join(".") || String(finding.loc[0])

function describe(body: unknown): {
  sentence: string
  code: string | null
  findings: readonly ValidationFinding[]
} {
  const { detail, code, message } = (body ?? {}) as { detail?: unknown; code?: string; message?: string }
  if (typeof detail === "string") return { sentence: detail, code: null, findings: [] }
  if (typeof detail === "object" && detail !== null) {
    const { code: inner, params } = detail as Extract<ErrorBody, { detail: object }>["detail"]
    const findings = (params?.errors ?? []) as ValidationFinding[]
    const sentence = findings.length
      ? findings.map((finding) => `${placeOf(finding)}: ${finding.msg}`).join("; ")
      : String(params?.detail ?? params?.message ?? inner)
    return { sentence, code: inner, findings }
  }
  return { sentence: message ?? "", code: code ?? null, findings: [] }
}

/** The error for an answer that is not a success. */
export function errorFrom(
  method: string,
  path: string,
  status: number,
  body: unknown,
  retryAfter: number | null = null,
): ApiError {
  const { sentence, code, findings } = describe(body)
  const reason = [sentence.replace(/\.$/, "") || "no reason given", remedies[status]]
    .filter(Boolean)
    .join(". ")
  return new ApiError(`${method} ${path} was refused (${status}): ${reason}`, status, {
    reason,
    sentence,
    retryAfter,
    code,
    findings,
    body,
  })
}

/** The error for a request that got no answer. */
export function unreachable(method: string, url: string, cause: unknown): ApiError {
  const server = /^https?:\/\/[^/]+/.exec(url)?.[0] ?? url
  const reason = `${server} gives no answer. Is the server running, and is LOAM_API_URL right?`
  return new ApiError(`${method} ${url} failed: ${reason}`, 0, { reason, cause })
}

/** The error for an answer that is not JSON: a proxy's page, or another program on that port. */
export function notLoam(method: string, url: string, cause: unknown): ApiError {
  const reason = `${url} answers, but not as Loam does. Is LOAM_API_URL right?`
  return new ApiError(`${method} ${url} failed: ${reason}`, 0, { reason, cause })
}
