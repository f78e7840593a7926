/** Every noun's routes, on one screen. */
import { authRoutes } from "./auth/routes.ts"
import { consensusRoutes } from "./consensus/routes.ts"
import { copyRoutes } from "./copies/routes.ts"
import { fieldRoutes } from "./datasets/field-routes.ts"
import { questionRoutes } from "./datasets/question-routes.ts"
import { datasetRoutes } from "./datasets/routes.ts"
import { distributionRoutes } from "./distribution/routes.ts"
import { exportAidRoutes } from "./export-aids/routes.ts"
import { exportRoutes } from "./exports/routes.ts"
import { historyRoutes } from "./history/routes.ts"
import type { Bind } from "./http/bind.ts"
import type { Services } from "./http/context.ts"
import { hubRoutes } from "./hub/routes.ts"
import { infoRoutes } from "./info/routes.ts"
import { insightRoutes } from "./insights/routes.ts"
import { metadataPropertyRoutes } from "./metadata-properties/routes.ts"
import { recordRoutes } from "./records/routes.ts"
import { responseRoutes } from "./responses/routes.ts"
import { searchRoutes } from "./search/routes.ts"
import { suggestionRoutes } from "./suggestions/routes.ts"
import { passwordRoutes } from "./users/password-routes.ts"
import { userRoutes } from "./users/routes.ts"
import { vectorsSettingsRoutes } from "./vectors/routes.ts"
import { webhookRoutes } from "./webhooks/routes.ts"
import { workspaceRoutes } from "./workspaces/routes.ts"

export const routes: readonly ((bind: Bind, services: Services) => void)[] = [
  infoRoutes,
  authRoutes,
  userRoutes,
  passwordRoutes,
  workspaceRoutes,
  datasetRoutes,
  fieldRoutes,
  questionRoutes,
  metadataPropertyRoutes,
  vectorsSettingsRoutes,
  recordRoutes,
  suggestionRoutes,
  searchRoutes,
  exportRoutes,
  exportAidRoutes,
  copyRoutes,
  insightRoutes,
  consensusRoutes,
  historyRoutes,
  responseRoutes,
  distributionRoutes,
  webhookRoutes,
  hubRoutes,
]
