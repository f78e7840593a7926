/** What to tell a person whose sign-in was refused. */
import { ApiError } from "@loam/sdk"
import { reasonOf } from "../../api.ts"

export interface Refusal {
  sentence: string
  wrongPassword?: boolean
  /** Seconds until the server will look at another attempt. */
  retryAfter?: number
}

export function refusalOf(error: Error): Refusal {
  if (!(error instanceof ApiError) || error.status === 0) {
    return { sentence: "The server does not answer. Check the connection and try again." }
  }
  if (error.status === 401) {
    return { sentence: "That username and password do not belong together.", wrongPassword: true }
  }
  if (error.status === 429) {
    return {
      sentence: "Too many attempts. The next one is possible when the time below has run out.",
      retryAfter: error.retryAfter ?? 30,
    }
  }
  return { sentence: `The server could not sign you in: ${reasonOf(error)}` }
}
