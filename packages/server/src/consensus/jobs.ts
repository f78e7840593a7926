/** The job that computes a large version, in a thread of its own. */
import type { Services } from "../http/context.ts"
import { Refusal } from "../http/errors.ts"
import { type JobHandler, JobRefused } from "../jobs/index.ts"
import { runTask } from "../threads/index.ts"
import { failVersion } from "./compute-version.ts"

export const consensusJob =
  (services: Services): JobHandler =>
  async (data, { last }) => {
    const { id } = data as { readonly id: string } // as the route sent it
    try {
      await runTask(services, "computeConsensus", { id }, { alone: true })
    } catch (error) {
      const refused = error instanceof Refusal
      if (refused || last)
        await failVersion(
          services.database.db,
          id,
          refused ? error.message : "an error occurred; it has been logged",
        )
      throw refused ? new JobRefused(error.message) : error
    }
  }
