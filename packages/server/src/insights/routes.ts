/** What the answers say together, as data. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { activityOf } from "./activity.ts"
import { agreementOn } from "./agreement.ts"
import { annotatorsOf } from "./annotators.ts"
import { consensusOn } from "./consensus.ts"
import { disagreementsOn } from "./disagreements.ts"
import { measureGates } from "./gates.ts"
import { goldOn } from "./gold.ts"
import { leaderboardOf } from "./leaderboard.ts"
import { talliesOf } from "./tallies.ts"

export function insightRoutes(bind: Bind): void {
  bind(api.insights.agreement, ({ db, params, query }) => agreementOn(db, params.dataset_id, query))
  bind(api.insights.consensus, ({ params, query, services }) =>
    consensusOn(services, params.dataset_id, query),
  )
  bind(api.insights.annotators, ({ db, params, query }) => annotatorsOf(db, params.dataset_id, query))
  bind(api.insights.leaderboard, ({ db, params, query }) => leaderboardOf(db, params.dataset_id, query))
  bind(api.insights.activity, ({ db, params }) => activityOf(db, params.dataset_id))
  bind(api.insights.tallies, ({ params, query, services }) => talliesOf(services, params.dataset_id, query))
  bind(api.insights.disagreements, ({ db, params, query }) => disagreementsOn(db, params.dataset_id, query))
  bind(api.insights.gold, ({ params, query, services }) => goldOn(services, params.dataset_id, query))
  bind(api.insights.gates, ({ params, body, services }) =>
    measureGates(services, params.dataset_id, body.gates),
  )
}
