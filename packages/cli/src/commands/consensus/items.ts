/** Results as rows of a table. */
import type { ConsensusItem } from "@loam/schema"
import { columnOf, figure } from "../insights/options.ts"

export const answerOf = ({
  value,
  values,
  status,
}: {
  readonly value: unknown
  readonly values: readonly unknown[]
  readonly status: string
}): string => (status === "abstained" ? "–" : JSON.stringify(status === "kept_all" ? values : value))

export const itemColumns = [
  columnOf<ConsensusItem>("record", ({ external_id, record_id }) => external_id ?? record_id),
  columnOf<ConsensusItem>("answer", answerOf),
  columnOf<ConsensusItem>("confidence", ({ confidence }) => figure(confidence)),
  columnOf<ConsensusItem>("people", ({ contributors }) => contributors.length),
  columnOf<ConsensusItem>("remark", ({ reason }) => reason),
]
