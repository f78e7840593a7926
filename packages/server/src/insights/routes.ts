/** What the answers say together, as data. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { agreementOn } from "./agreement.ts"

export function insightRoutes(bind: Bind): void {
  bind(api.insights.agreement, ({ db, params, query }) => agreementOn(db, params.dataset_id, query))
}
