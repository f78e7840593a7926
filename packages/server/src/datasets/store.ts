/** Reading and writing datasets. */
import type { Dataset, Json, Role } from "@loam/schema"
import { sql } from "kysely"
import { madeAt, now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

/** Whose view of datasets is wanted: owners see all, others those of their workspaces. */
export interface Viewer {
  readonly id: string
  readonly role: Role
}

export interface DatasetFilter {
  readonly id?: string | undefined
  readonly workspace_id?: string | undefined
  readonly name?: string | undefined
  readonly status?: Dataset["status"] | undefined
}

/**
 * Datasets as they are served, oldest first. The last activity is read from the newest answer event instead of being
 * written to the dataset with every answer: that row would be the one everybody waits for.
 */
export async function listDatasets(db: Db, viewer: Viewer, filter: DatasetFilter = {}): Promise<Dataset[]> {
  let query = db
    .selectFrom("datasets as d")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("response_events as e")
          .select("e.inserted_at as answered_at")
          .whereRef("e.dataset_id", "=", "d.id")
          .orderBy("e.seq", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select([
      "d.id",
      "d.name",
      "d.guidelines",
      "d.guidelines_version",
      "d.allow_extra_metadata",
      "d.status",
      "d.strategy",
      "d.min_submitted",
      "d.metadata",
      "d.workspace_id",
      "d.inserted_at",
      "d.updated_at",
    ])
    .select(sql<string>`greatest(d.updated_at, last.answered_at)`.as("last_activity_at"))
    .orderBy("d.seq")
  if (filter.id !== undefined) query = query.where("d.id", "=", filter.id)
  if (filter.workspace_id !== undefined) query = query.where("d.workspace_id", "=", filter.workspace_id)
  if (filter.name !== undefined) query = query.where("d.name", "=", filter.name)
  if (filter.status !== undefined) query = query.where("d.status", "=", filter.status)
  if (viewer.role !== "owner") {
    query = query.where("d.workspace_id", "in", (eb) =>
      eb.selectFrom("memberships as m").select("m.workspace_id").where("m.user_id", "=", viewer.id),
    )
  }
  const rows = await query.execute()
  return rows.map(({ strategy, min_submitted, last_activity_at, inserted_at, updated_at, ...row }) => ({
    ...row,
    distribution: { strategy, min_submitted },
    last_activity_at,
    inserted_at,
    updated_at,
    can: viewer.role === "annotator" ? ["answer"] : ["answer", "manage"],
  }))
}

export async function findDataset(db: Db, viewer: Viewer, id: string): Promise<Dataset | undefined> {
  const [dataset] = await listDatasets(db, viewer, { id })
  return dataset
}

/** Reads a dataset and keeps others from changing its settings meanwhile; answers and records go on. */
export async function lockDataset(db: Db, id: string) {
  return db.selectFrom("datasets").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst()
}

/** The id of another dataset of that name in the workspace. */
export async function findNamesake(db: Db, workspaceId: string, name: string, exceptId?: string) {
  const query = db
    .selectFrom("datasets")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("name", "=", name)
  const row = await (exceptId === undefined ? query : query.where("id", "!=", exceptId)).executeTakeFirst()
  return row?.id
}

export interface NewDataset {
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly guidelines: string | null
  readonly allow_extra_metadata: boolean
  readonly strategy: Dataset["distribution"]["strategy"]
  readonly min_submitted: number
  readonly metadata: { [key: string]: Json } | null
  /** Now unless given. */
  readonly inserted_at?: string | null | undefined
}

export async function insertDataset(
  db: Db,
  { metadata, inserted_at, ...dataset }: NewDataset,
): Promise<void> {
  await db
    .insertInto("datasets")
    .values({
      ...dataset,
      metadata: metadata && JSON.stringify(metadata),
      inserted_at: madeAt(inserted_at),
      updated_at: now,
    })
    .execute()
}

export type DatasetChange = Partial<Omit<NewDataset, "id" | "workspace_id" | "inserted_at">> & {
  readonly guidelines_version?: number
  readonly status?: Dataset["status"]
}

export async function updateDataset(
  db: Db,
  id: string,
  { metadata, ...change }: DatasetChange,
): Promise<void> {
  await db
    .updateTable("datasets")
    .set({
      ...change,
      ...(metadata === undefined ? {} : { metadata: metadata && JSON.stringify(metadata) }),
      updated_at: now,
    })
    .where("id", "=", id)
    .execute()
}

export async function removeDataset(db: Db, id: string): Promise<void> {
  await db.deleteFrom("datasets").where("id", "=", id).execute()
}

/** Names of workspaces and types of questions, for cards and tables. */
export async function describeDatasets(db: Db, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; workspace_name: string; question_types: string[] }>`
    select d.id, w.name as workspace_name, coalesce((
      select jsonb_agg(type order by first) from (
        select q.settings->>'type' as type, min(q.seq) as first from questions q where q.dataset_id = d.id group by 1
      ) types
    ), '[]') as question_types
    from datasets d join workspaces w on w.id = d.workspace_id where d.id = any(${ids}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}
