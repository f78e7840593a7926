/** Where the Hub is, and which of its answers are final. */
import { HubApiError } from "@huggingface/hub"
import { JobRefused } from "../jobs/index.ts"

/** `HF_ENDPOINT` as Hugging Face's own tools read it: a mirror, or a stand-in for tests. */
export const hubUrl = () => process.env.HF_ENDPOINT?.replace(/\/+$/, "") || "https://huggingface.co"

/** A wrong token or name stays wrong; a Hub that is busy or away does not. */
export async function finally4xx<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (
      error instanceof HubApiError &&
      error.statusCode >= 400 &&
      error.statusCode < 500 &&
      error.statusCode !== 429
    )
      throw new JobRefused(`the Hub answered ${error.statusCode}: ${error.message}`, { cause: error })
    throw error
  }
}
