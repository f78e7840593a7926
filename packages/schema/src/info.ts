/** What the server says about itself, without a key. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { jsonObject } from "./scalars.ts"

export const infoEndpoints = {
  version: endpoint({
    method: "GET",
    path: "/api/v1/version",
    status: 200,
    allow: "public",
    response: z.object({ version: z.string(), loam_version: z.string() }),
    summary: "The protocol version spoken (an Argilla 2.x version) and Loam's own",
  }),
  status: endpoint({
    method: "GET",
    path: "/api/v1/status",
    status: 200,
    allow: "public",
    response: z.object({
      version: z.string(),
      search_engine: jsonObject,
      memory: z.record(z.string(), z.string()),
    }),
    summary: "Version, search engine and memory",
  }),
  settings: endpoint({
    method: "GET",
    path: "/api/v1/settings",
    status: 200,
    allow: "public",
    response: z.object({ argilla: z.object({ share_your_progress_enabled: z.boolean().optional() }) }),
    summary: "Settings of the page that are known before sign-in",
  }),
}
