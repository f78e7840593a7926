/** Stored consensus: computing it, its versions, their values, and what changed between two. */
import { api } from "@loam/schema"
import { sql } from "kysely"
import type { Bind } from "../http/bind.ts"
import { Reply } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { findAsked } from "../insights/index.ts"
import { beginVersion } from "./begin-version.ts"
import { compareVersions } from "./compare-versions.ts"
import { findVersion } from "./find-version.ts"
import { listVersions } from "./store.ts"
import { readValues } from "./values.ts"

export function consensusRoutes(bind: Bind): void {
  // Threads and jobs have connections of their own: on the embedded database they would wait for this transaction.
  const transaction = false
  bind(
    api.consensus.compute,
    async ({ actor, params, body, services, once }) => {
      const version = await beginVersion(services, actor, params.dataset_id, body, once)
      return new Reply(version, version.status === "computing" ? { status: 202 } : {})
    },
    { transaction },
  )

  bind(api.consensus.list, async ({ db, params, query }) => {
    if (query.question === undefined)
      return { items: await listVersions(db, sql`c.dataset_id = ${params.dataset_id}`) }
    const { question } = await findAsked(db, params.dataset_id, query.question)
    return { items: await listVersions(db, sql`c.question_id = ${question.id}`) }
  })

  bind(api.consensus.get, async ({ db, params, query }) => {
    const { id } = await findVersion(db, params.dataset_id, query.question, Number(params.version))
    const [found] = await listVersions(db, sql`c.id = ${id}`)
    if (!found) throw refuse.missing("The version was deleted meanwhile")
    return found
  })

  bind(api.consensus.values, async ({ db, params, query }) =>
    readValues(db, await findVersion(db, params.dataset_id, query.question, Number(params.version)), query),
  )

  bind(api.consensus.compare, async ({ db, params, query }) => {
    const to = await findVersion(db, params.dataset_id, query.question, Number(params.version))
    const other = query.with ?? to.version - 1
    if (other < 1) throw refuse.invalid("There is no version before the first: say which one with='…'")
    const from = await findVersion(db, params.dataset_id, query.question, other)
    return compareVersions(db, from, to, query.limit)
  })

  bind(api.consensus.remove, async ({ db, params, query }) => {
    const { id } = await findVersion(db, params.dataset_id, query.question, Number(params.version))
    await sql`delete from consensus_versions where id = ${id}`.execute(db)
    return undefined
  })
}
