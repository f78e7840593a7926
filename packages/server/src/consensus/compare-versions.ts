/** On how many records two versions differ: one join of two sets. */
import type { ConsensusComparison } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { asAsked } from "../insights/index.ts"
import type { FoundVersion } from "./find-version.ts"

/** Both versions side by side, and whether the result is the same one. */
const both = (from: FoundVersion, to: FoundVersion) => sql`
  (select * from consensus_values where consensus_id = ${from.id}) a
  full join (select * from consensus_values where consensus_id = ${to.id}) b on b.record_id = a.record_id`
const differs = sql`(a.status is distinct from b.status or a.value is distinct from b.value or a."values" is distinct from b."values")`

const side = (alias: string) => {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql`case when ${column("record_id")} is not null then json_build_object('value', ${column("value")}, 'values',
    case ${column("status")} when 'kept_all' then ${column("values")} when 'resolved' then jsonb_build_array(${column("value")}) else '[]' end,
    'status', ${column("status")}, 'confidence', ${column("confidence")}) end`
}

type Counts = Pick<
  ConsensusComparison,
  "records" | "same" | "changed" | "decided" | "opened" | "added" | "gone"
>

export async function compareVersions(
  db: Db,
  from: FoundVersion,
  to: FoundVersion,
  limit: number,
): Promise<ConsensusComparison> {
  const inBoth = sql`a.record_id is not null and b.record_id is not null`
  const counted = await sql<Counts>`
    select count(*) as records, count(*) filter (where not ${differs}) as same,
      count(*) filter (where ${differs} and ${inBoth}) as changed,
      count(*) filter (where ${inBoth} and a.status = 'abstained' and b.status <> 'abstained') as decided,
      count(*) filter (where ${inBoth} and a.status <> 'abstained' and b.status = 'abstained') as opened,
      count(*) filter (where a.record_id is null) as added, count(*) filter (where b.record_id is null) as gone
    from ${both(from, to)}`.execute(db)
  const { rows: items } = await sql<ConsensusComparison["items"][number]>`
    select r.id as record_id, r.external_id, ${side("a")} as "from", ${side("b")} as "to"
    from ${both(from, to)} join records r on r.id = coalesce(a.record_id, b.record_id)
    where ${differs} order by r.seq limit ${limit}`.execute(db)
  const none = { records: 0, same: 0, changed: 0, decided: 0, opened: 0, added: 0, gone: 0 }
  return {
    question: asAsked(to.asked),
    from: from.version,
    to: to.version,
    ...(counted.rows[0] ?? none),
    items,
  }
}
