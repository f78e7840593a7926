/** Insights: what the answers say together, and about the people who gave them. */
import { agreementEndpoint } from "./agreement.ts"
import { annotatorsEndpoint } from "./annotators.ts"
import { consensusEndpoint } from "./consensus.ts"
import { leaderboardEndpoint } from "./leaderboard.ts"

export {
  type Agreement,
  type AgreementFigure,
  type AgreementMeasure,
  type AgreementQuery,
  agreementMeasures,
  type ScaleLevel,
  scaleLevel,
} from "./agreement.ts"
export type { Annotator, Annotators, AnnotatorsQuery } from "./annotators.ts"
export { abstainReason, type ConsensusItem, type ConsensusPage, type ConsensusQuery } from "./consensus.ts"
export type { LeaderboardPage, LeaderboardQuery } from "./leaderboard.ts"
export { type MeasureReason, measureReason } from "./measured.ts"
export { type Policies, policies } from "./policies.ts"

export const insightEndpoints = {
  agreement: agreementEndpoint,
  consensus: consensusEndpoint,
  annotators: annotatorsEndpoint,
  leaderboard: leaderboardEndpoint,
}
