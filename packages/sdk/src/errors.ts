/** What the server refused, as an error that says what to do. */
import type { ErrorBody, ValidationFinding } from "@loam/schema"

/** The server answered with a refusal. */
export class ApiError extends Error {
  override readonly name: string = "ApiError"
  /** The server's own sentence, for showing to people; empty when it gave none. */
  readonly sentence: string
  /** Seconds after which the server will look at another attempt, when it said so. */
  readonly retryAfter: number | null
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number
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
  503: "The server is up, its database is not; try again in a moment.",
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
  const remedy = remedies[status]
  const message = `${method} ${path} was refused (${status}): ${sentence || "no reason given"}${remedy ? `. ${remedy}` : ""}`
  return new ApiError(message, status, { sentence, retryAfter, code, findings, body })
}

export const unreachable = (method: string, url: string, cause: unknown) =>
  new ApiError(`${method} ${url} got no answer. Is the server running, and is LOAM_API_URL right?`, 0, {
    cause,
  })
