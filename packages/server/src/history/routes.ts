/** History: what is kept of earlier states, and forgetting it. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { purgeOnRequest } from "./purge-history.ts"
import { historyOf } from "./store.ts"

export function historyRoutes(bind: Bind): void {
  bind(api.history.get, ({ db, params }) => historyOf(db, params.dataset_id))
  bind(api.history.purge, ({ db, actor, params, body }) =>
    purgeOnRequest(db, params.dataset_id, actor.id, body),
  )
}
