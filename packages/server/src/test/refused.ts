/** What a call was refused with, for tests that expect a refusal. */
import { ApiError } from "@loam/sdk"

/** Status of the refusal; 0 when there was none. */
export async function refusedWith(call: Promise<unknown>): Promise<number> {
  return (await refusal(call))?.status ?? 0
}

/** Kinds and places of the findings, e.g. `string_too_short body.name`. */
export async function findingsOf(call: Promise<unknown>): Promise<string[]> {
  const error = await refusal(call)
  return (error?.findings ?? []).map(({ type, loc }) => `${type} ${loc.join(".")}`)
}

export async function refusal(call: Promise<unknown>): Promise<ApiError | undefined> {
  try {
    await call
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
