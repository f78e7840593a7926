/** What the answers say together, as data; the heavy figures in threads. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { runTask } from "../threads/index.ts"
import { activityOf } from "./activity.ts"

export function insightRoutes(bind: Bind): void {
  bind(api.insights.agreement, ({ params, query, services }) =>
    runTask(services, "agreement", { ...params, query }),
  )
  bind(api.insights.consensus, ({ params, query, services }) =>
    runTask(services, "consensus", { ...params, query }),
  )
  bind(api.insights.annotators, ({ params, query, services }) =>
    runTask(services, "annotators", { ...params, query }),
  )
  bind(api.insights.leaderboard, ({ params, query, services }) =>
    runTask(services, "leaderboard", { ...params, query }),
  )
  bind(api.insights.activity, ({ db, params }) => activityOf(db, params.dataset_id))
  bind(api.insights.tallies, ({ params, query, services }) =>
    runTask(services, "tallies", { ...params, query }),
  )
  bind(api.insights.disagreements, ({ params, query, services }) =>
    runTask(services, "disagreements", { ...params, query }),
  )
  bind(api.insights.gold, ({ params, query, services }) => runTask(services, "gold", { ...params, query }))
  bind(api.insights.goldTable, ({ params, body, services }) =>
    runTask(services, "gold", { ...params, query: body }),
  )
  bind(api.insights.gates, ({ params, body, services }) =>
    runTask(services, "gates", { ...params, query: body.gates }),
  )
}
