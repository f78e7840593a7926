/** A failure that the person at the terminal can do something about: a sentence and an exit code, no stack trace. */
import { ApiError } from "@loam/sdk"
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

/** What to print for an error and how to exit. */
export function explain(error: unknown): { sentence: string; exitCode: number } {
  if (error instanceof Failure) return { sentence: error.message, exitCode: error.exitCode }
  if (error instanceof ApiError)
    return { sentence: error.message, exitCode: statusCodes[error.status] ?? exitCodes.failed }
  // Commander has printed its own sentence; help and version are not failures.
  if (error instanceof CommanderError)
    return { sentence: "", exitCode: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage }
  const sentence = error instanceof Error ? error.message : String(error)
  return { sentence: `${sentence} (set LOAM_DEBUG=1 for details)`, exitCode: exitCodes.failed }
}
