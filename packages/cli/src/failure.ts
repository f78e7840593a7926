/** A failure that the person at the terminal can do something about: a sentence and an exit code, no stack trace. */
import {
  ApiError,
  InvalidInputError,
  LoamError,
  NotFoundError,
  NotSignedInError,
  PushError,
  RecordsError,
} from "@loam/sdk"
import { CommanderError } from "commander"
import { type ExitCode, exitCodes } from "./exit-codes.ts"

export class Failure extends Error {
  override readonly name = "Failure"
  readonly exitCode: ExitCode
  constructor(message: string, exitCode: ExitCode = exitCodes.failed, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.exitCode = exitCode
  }
}

const statusCodes: Readonly<Record<number, ExitCode>> = {
  0: exitCodes.unreachable,
  401: exitCodes.refused,
  403: exitCodes.refused,
  404: exitCodes.notFound,
}

function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Failure) return error.exitCode
  if (error instanceof ApiError) return statusCodes[error.status] ?? exitCodes.failed
  if (error instanceof NotSignedInError) return exitCodes.refused
  if (error instanceof NotFoundError) return exitCodes.notFound
  if (error instanceof InvalidInputError) return exitCodes.usage
  if (error instanceof PushError || error instanceof RecordsError) return exitCodeOf(error.cause)
  return exitCodes.failed
}

/** What to print for an error and how to exit. */
export function explain(error: unknown): { sentence: string; exitCode: number } {
  // Commander has printed its own sentence; help and version are not failures.
  if (error instanceof CommanderError)
    return { sentence: "", exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage }
  const exitCode = exitCodeOf(error)
  if (error instanceof ApiError) return { sentence: error.reason, exitCode }
  if (error instanceof Failure || error instanceof LoamError) return { sentence: error.message, exitCode }
  const sentence = error instanceof Error ? error.message : String(error)
  return { sentence: `${sentence} (set LOAM_DEBUG=1 for details)`, exitCode }
}
