/** A stored version as a policy of its own: `stored`, the current one, or `stored:version=3`. */
import type { Unified } from "@loam/quality"
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import type { Asked } from "../insights/index.ts"

const form = /^stored(?::version=(?<version>[1-9]\d{0,8}))?$/

export const isStored = (policy: string | undefined): policy is string =>
  policy?.startsWith("stored") ?? false

export interface StoredVersion {
  readonly id: string
  /** With its number, so that a repeated export reads the same. */
  readonly policy: string
}

/** The version that a text names; refused with those there are. */
export async function findStored(db: Db, { question }: Asked, policy: string): Promise<StoredVersion> {
  const match = form.exec(policy)
  if (!match) throw refuse.invalid(`unify=${question.name}=${policy}: write 'stored' or 'stored:version=3'`)
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from consensus_versions where question_id = ${question.id} and status = 'ready'
    order by version desc`.execute(db)
  const wanted = match.groups?.version
  const found = wanted === undefined ? rows[0] : rows.find(({ version }) => version === Number(wanted))
  if (found) return { id: found.id, policy: `stored:version=${found.version}` }
  const there = rows.map(({ version }) => version).reverse()
  throw refuse.invalid(
    `There is no ${wanted === undefined ? "stored consensus" : `version ${wanted} of the stored consensus`} on '${question.name}'${there.length > 0 ? `; there are ${there.join(", ")}` : ": compute one first"}`,
  )
}

/** Of a record that the version does not know: it came later. */
const unknown: Unified<Json> = {
  value: null,
  values: [],
  status: "abstained",
  reason: "no_answers",
  confidence: null,
  contributors: [],
  supporters: [],
  weights: [],
  tie: null,
}

interface Row extends Pick<Unified<Json>, "value" | "status" | "reason" | "confidence"> {
  readonly record_id: string
  readonly kept: Json[] | null
  readonly people: number
}

export interface StoredReader {
  /** Reads the values of a page of records; those of the page before are forgotten. */
  readonly load: (ids: readonly string[]) => Promise<void>
  readonly read: (id: string) => Unified<Json>
}

export function storedReader(db: Db, { id }: StoredVersion): StoredReader {
  let page = new Map<string, Unified<Json>>()
  return {
    load: async (ids) => {
      const { rows } = await sql<Row>`
        select v.record_id, v.value, v."values" as kept, v.status, v.reason, v.confidence,
          cardinality(v.contributors) as people
        from consensus_values v where v.consensus_id = ${id} and v.record_id = any(${ids}::uuid[])`.execute(
        db,
      )
      page = new Map(
        rows.map(({ record_id, kept, people, ...row }) => {
          const values = row.status === "resolved" ? [row.value] : (kept ?? [])
          // Exports tell how many people a value rests on, not who they were.
          const contributors = Array.from({ length: people }, () => "")
          return [record_id, { ...unknown, ...row, values, contributors }]
        }),
      )
    },
    read: (record) => page.get(record) ?? unknown,
  }
}
