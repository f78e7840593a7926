/** Insights: what the answers say together, and about the people who gave them. */
import { activityEndpoint } from "./activity.ts"
import { agreementEndpoint } from "./agreement.ts"
import { annotatorsEndpoint } from "./annotators.ts"
import { consensusEndpoint } from "./consensus.ts"
import { disagreementsEndpoint } from "./disagreements.ts"
import { gatesEndpoint } from "./gates.ts"
import { goldEndpoint, goldTableEndpoint } from "./gold.ts"
import { leaderboardEndpoint } from "./leaderboard.ts"
import { talliesEndpoint } from "./tallies.ts"

export { type Activity, type Forecast, type ForecastReason, forecastReason } from "./activity.ts"
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
export type { Disagreement, Disagreements, DisagreementsQuery } from "./disagreements.ts"
export { type Gate, type GateReport, gate, gateReport } from "./gates.ts"
export { type GoldQuery, type GoldResult, goldResult } from "./gold.ts"
export type { LeaderboardPage, LeaderboardQuery } from "./leaderboard.ts"
export { type MeasureReason, measureReason } from "./measured.ts"
export { type Policies, policies } from "./policies.ts"
export type { Tallies, TalliesQuery } from "./tallies.ts"

export const insightEndpoints = {
  agreement: agreementEndpoint,
  consensus: consensusEndpoint,
  annotators: annotatorsEndpoint,
  leaderboard: leaderboardEndpoint,
  gold: goldEndpoint,
  goldTable: goldTableEndpoint,
  gates: gatesEndpoint,
  activity: activityEndpoint,
  tallies: talliesEndpoint,
  disagreements: disagreementsEndpoint,
}
