/** Asks a running Argilla for JSON; every way in which that fails names its remedy. */
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"

export interface Door {
  /** The answer's JSON. `absent` statuses are answered with `undefined`. */
  readonly get: (path: string, absent?: readonly number[]) => Promise<unknown>
}

const attempts = 5

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function openDoor(address: string, apiKey: string, signal?: AbortSignal): Door {
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new Failure(
      "the API key of the source has spaces or letters outside ASCII: copy it again",
      exitCodes.usage,
    )
  const ask = async (path: string) => {
    // After an error of its own Argilla drops the connection, and the next request with it.
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted()
      try {
        const headers = { "X-Argilla-Api-Key": apiKey, Accept: "application/json" }
        const answer = await fetch(`${address}${path}`, { headers, ...(signal ? { signal } : {}) })
        const text = await answer.text()
        if (attempt === attempts || (answer.status < 500 && answer.status !== 429)) return { answer, text }
      } catch (error) {
        if (signal?.aborted) throw error
        if (attempt === attempts)
          throw new Failure(
            `${address} gives no answer. Is it running, and is --url right?`,
            exitCodes.unreachable,
            error,
          )
      }
      await pause(200 * 2 ** attempt)
    }
  }
  const get: Door["get"] = async (path, absent = []) => {
    const { answer, text } = await ask(path)
    if (absent.includes(answer.status)) return undefined
    if (answer.status === 401)
      throw new Failure(
        `${address} does not know this API key: an owner finds theirs under "My settings" there`,
        exitCodes.refused,
      )
    if (answer.status === 403)
      throw new Failure(
        `${address} refuses ${path} to this API key: an owner's is needed, who alone sees all users and answers`,
        exitCodes.refused,
      )
    if (!answer.ok)
      throw new Failure(`${address} answered ${path} with ${answer.status}: ${text.slice(0, 300)}`)
    try {
      return JSON.parse(text)
    } catch (error) {
      throw new Failure(
        `${address} answers, but not as an Argilla server does. --url is the address its page opens at, such as http://localhost:6900`,
        exitCodes.failed,
        error,
      )
    }
  }
  return { get }
}
