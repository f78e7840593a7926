/** Errors on their way between threads: a structured clone keeps messages, not classes. */
import { Refusal } from "../http/errors.ts"
import type { Failure } from "./messages.ts"

export function packed(error: unknown): Failure {
  const {
    message = String(error),
    stack,
    code,
  } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  const refusal = error instanceof Refusal ? { status: error.status, body: error.body } : undefined
  return { message, stack, code, refusal }
}

export function unpacked({ message, stack, code, refusal }: Failure): Error {
  // It was a refusal's own status and body.
  if (refusal) return new Refusal(refusal.status as Refusal["status"], refusal.body as Refusal["body"])
  return Object.assign(new Error(message), { stack, code })
}
