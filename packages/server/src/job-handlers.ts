/** Every job by its name, and who does it. */
import { consensusJob } from "./consensus/jobs.ts"
import type { Services } from "./http/context.ts"
import { hubJobs } from "./hub/index.ts"
import type { JobHandler, JobName } from "./jobs/index.ts"

export function jobHandlers(services: Services): Record<JobName, JobHandler> {
  return { ...hubJobs(services), consensus: consensusJob(services) }
}
