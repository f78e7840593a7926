/** The whole API on one screen: what the server binds, the SDK calls and the OpenAPI document lists. */
import { consensusEndpoints } from "./consensus.ts"
import { copyEndpoints } from "./copies.ts"
import { datasetEndpoints } from "./datasets.ts"
import { exportAidEndpoints } from "./export-aids.ts"
import { exportEndpoints } from "./exports.ts"
import { fieldEndpoints } from "./fields.ts"
import { historyEndpoints } from "./history.ts"
import { infoEndpoints } from "./info.ts"
import { insightEndpoints } from "./insights/index.ts"
import { jobEndpoints, oauthEndpoints } from "./jobs.ts"
import { leaseEndpoints } from "./leases.ts"
import { metadataPropertyEndpoints } from "./metadata-properties.ts"
import { questionEndpoints } from "./question-endpoints.ts"
import { recordEndpoints } from "./records.ts"
import { responseEndpoints } from "./responses.ts"
import { restoreEndpoints } from "./restore.ts"
import { searchEndpoints } from "./search.ts"
import { suggestionEndpoints } from "./suggestions.ts"
import { userEndpoints } from "./users.ts"
import { vectorsSettingsEndpoints } from "./vectors-settings.ts"
import { webhookEndpoints } from "./webhooks.ts"
import { workspaceEndpoints } from "./workspaces.ts"

export const api = {
  info: infoEndpoints,
  users: userEndpoints,
  workspaces: workspaceEndpoints,
  datasets: datasetEndpoints,
  fields: fieldEndpoints,
  questions: questionEndpoints,
  metadataProperties: metadataPropertyEndpoints,
  vectorsSettings: vectorsSettingsEndpoints,
  records: recordEndpoints,
  restore: restoreEndpoints,
  search: searchEndpoints,
  suggestions: suggestionEndpoints,
  responses: responseEndpoints,
  leases: leaseEndpoints,
  exports: exportEndpoints,
  exportAids: exportAidEndpoints,
  copies: copyEndpoints,
  insights: insightEndpoints,
  consensus: consensusEndpoints,
  history: historyEndpoints,
  webhooks: webhookEndpoints,
  jobs: jobEndpoints,
  oauth: oauthEndpoints,
} as const
export type Api = typeof api
