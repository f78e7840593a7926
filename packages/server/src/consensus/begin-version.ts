/** Begins a new version of a question's consensus: at once where it is small, else as a job. */
import { type PolicyOf, resolvePolicy } from "@loam/quality"
import {
  type api,
  type ConsensusCreate,
  type ConsensusVersion,
  type Json,
  limits,
  type QuestionTypeName,
} from "@loam/schema"
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import { inTransaction } from "../db/in-transaction.ts"
import type { Db } from "../db/tables.ts"
import { readMoment } from "../exports/moment.ts"
import type { Actor, HandlerContext, Services } from "../http/context.ts"
import { Refusal } from "../http/errors.ts"
import { type Asked, checkPolicy, findAsked, type Policy, readPolicy } from "../insights/index.ts"
import { runTask } from "../threads/index.ts"
import { loamVersion } from "../version.ts"
import { failVersion } from "./compute-version.ts"
import { insertVersion, listVersions } from "./store.ts"

/** That of the newest version, so that "again" means the same again. */
async function lastPolicy(db: Db, { question }: Asked): Promise<string | undefined> {
  const { rows } = await sql<{ policy: Json }>`
    select policy from consensus_versions where question_id = ${question.id} order by version desc limit 1`.execute(
    db,
  )
  return rows[0] && JSON.stringify(rows[0].policy)
}

async function policyFor(db: Db, asked: Asked, policy: ConsensusCreate["policy"]): Promise<Policy> {
  const { type } = asked.question.settings
  const text = typeof policy === "object" ? JSON.stringify(policy) : policy
  const read = readPolicy(type, text ?? (await lastPolicy(db, asked)))
  const checked = await checkPolicy(db, asked, read)
  // With every default filled in, which is what it will be repeated by.
  return resolvePolicy<QuestionTypeName>(type, checked as PolicyOf[QuestionTypeName]) as Policy
}

const newestEvent = async (db: Db, datasetId: string) => {
  const { rows } = await sql<{ seq: number | null }>`
    select max(seq) as seq from response_events where dataset_id = ${datasetId}`.execute(db)
  return rows[0]?.seq ?? 0
}

async function isLarge(db: Db, { dataset_id }: Asked): Promise<boolean> {
  const { rows } = await sql<{ records: number }>`
    select count(*) as records from (
      select from records where dataset_id = ${dataset_id} limit ${limits.consensus.atOnce + 1}) counted`.execute(
    db,
  )
  return (rows[0]?.records ?? 0) > limits.consensus.atOnce
}

async function version(db: Db, id: string): Promise<ConsensusVersion> {
  const [found] = await listVersions(db, sql`c.id = ${id}`)
  if (!found) throw new Error(`version ${id} was deleted while it was computed`)
  return found
}

export async function beginVersion(
  services: Services,
  actor: Actor,
  datasetId: string,
  body: ConsensusCreate,
  once: HandlerContext<typeof api.consensus.compute>["once"],
): Promise<ConsensusVersion> {
  const { db } = services.database
  const asked = await findAsked(db, datasetId, body.question)
  const policy = await policyFor(db, asked, body.policy)
  const id = uuid()
  // Before the moment: an answer between the two makes the version look stale, never fresh.
  const last_event = await newestEvent(db, datasetId)
  const as_of = await readMoment(db, datasetId, undefined)
  const begun = { id, dataset_id: datasetId, question_id: asked.question.id, loam_version: loamVersion }
  // What a retry is told is that it was begun: it then asks how far it is.
  await inTransaction(db, (transaction) =>
    once(transaction, async () => {
      await insertVersion(transaction, {
        ...begun,
        ...{ policy: { ...policy }, as_of, last_event, actor_id: actor.id },
      })
      return version(transaction, id)
    }),
  )
  if (await isLarge(db, asked)) {
    const job = await services.jobs.send("consensus", { id })
    await sql`update consensus_versions set job_id = ${job.id} where id = ${id}`.execute(db)
    return version(db, id)
  }
  try {
    await runTask(services, "computeConsensus", { id })
  } catch (error) {
    await failVersion(
      db,
      id,
      error instanceof Refusal ? error.message : "an error occurred; it has been logged",
    )
    throw error
  }
  return version(db, id)
}
