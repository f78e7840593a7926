/** The figures that threads work out, by name. */
import type {
  AgreementQuery,
  AnnotatorsQuery,
  ConsensusQuery,
  DisagreementsQuery,
  Gate,
  LeaderboardQuery,
  TalliesQuery,
} from "@loam/schema"
import type { Reads } from "../http/context.ts"
import { agreementOn } from "./agreement.ts"
import { annotatorsOf } from "./annotators.ts"
import { consensusOn } from "./consensus.ts"
import { disagreementsOn } from "./disagreements.ts"
import { measureGates } from "./gates.ts"
import { type GoldRequest, goldOn } from "./gold.ts"
import { leaderboardOf } from "./leaderboard.ts"
import { talliesOf } from "./tallies.ts"
import { type FitRequest, fitPolicy } from "./unifiers.ts"

/** A question about one dataset. */
export interface About<Query> {
  readonly dataset_id: string
  readonly query: Query
}

export const insightTasks = {
  agreement: ({ database }: Reads, { dataset_id, query }: About<AgreementQuery>) =>
    agreementOn(database.db, dataset_id, query),
  annotators: (reads: Reads, { dataset_id, query }: About<AnnotatorsQuery>) =>
    annotatorsOf(reads, dataset_id, query),
  consensus: (reads: Reads, { dataset_id, query }: About<ConsensusQuery>) =>
    consensusOn(reads, dataset_id, query),
  disagreements: ({ database }: Reads, { dataset_id, query }: About<DisagreementsQuery>) =>
    disagreementsOn(database.db, dataset_id, query),
  gates: (reads: Reads, { dataset_id, query }: About<readonly Gate[]>) =>
    measureGates(reads, dataset_id, query),
  gold: (reads: Reads, { dataset_id, query }: About<GoldRequest>) => goldOn(reads, dataset_id, query),
  leaderboard: ({ database }: Reads, { dataset_id, query }: About<LeaderboardQuery>) =>
    leaderboardOf(database.db, dataset_id, query),
  tallies: (reads: Reads, { dataset_id, query }: About<TalliesQuery>) => talliesOf(reads, dataset_id, query),
  /** What a policy learns from all answers. */
  fit: (reads: Reads, request: FitRequest) => fitPolicy(reads, request),
}
