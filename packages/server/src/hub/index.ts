/** The jobs that talk to the Hub, by name. */
import type { HubExport, HubImport } from "@loam/schema"
import type { Services } from "../http/context.ts"
import type { JobHandler } from "../jobs/index.ts"
import { exportToHub } from "./export-to-hub.ts"
import { importFromHub } from "./import-from-hub.ts"

/** What a job is told; written by the routes of this folder. */
export interface HubJob<Request> {
  readonly dataset_id: string
  readonly user_id: string
  readonly request: Request
  /** Beside the request, so that it can be forgotten when the job is over. */
  readonly token?: string
}

export function hubJobs(services: Services): Record<"hub-import" | "hub-export", JobHandler> {
  return {
    "hub-import": (data) => importFromHub(services, data as HubJob<HubImport>),
    "hub-export": (data) => exportToHub(services, data as HubJob<Omit<HubExport, "token">>),
  }
}
