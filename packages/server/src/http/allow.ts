/** Turns an endpoint's permission into one check: who is it, does the entity exist, may they. */
import type { Permission, ScopedEntity } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Actor, Scope } from "./context.ts"
import { refuse } from "./errors.ts"

interface Found {
  readonly workspace_id: string
  readonly dataset_id: string
  readonly author_id: string | null
  readonly is_member: boolean
}

const viaDataset = (table: string, id: string): RawBuilder<unknown> => sql`
  select d.workspace_id, d.id as dataset_id, ${table === "responses" ? sql`t.user_id` : sql`null::uuid`} as author_id
  from ${sql.table(table)} t join datasets d on d.id = t.dataset_id where t.id = ${id}`

/** Where an entity lives, by its id (a membership by the ids of workspace and user). */
const lookups: {
  [Entity in ScopedEntity]?: (id: string, params: Record<string, string>) => RawBuilder<unknown>
} = {
  workspace: (id) =>
    sql`select id as workspace_id, null::uuid as dataset_id, null::uuid as author_id from workspaces where id = ${id}`,
  membership: (id, params) => sql`
    select workspace_id, null::uuid as dataset_id, null::uuid as author_id from memberships
    where workspace_id = ${id} and user_id = ${params.user_id ?? ""}`,
  dataset: (id) =>
    sql`select workspace_id, id as dataset_id, null::uuid as author_id from datasets where id = ${id}`,
  field: (id) => viaDataset("fields", id),
  question: (id) => viaDataset("questions", id),
  metadata_property: (id) => viaDataset("metadata_properties", id),
  vector_settings: (id) => viaDataset("vectors_settings", id),
  record: (id) => viaDataset("records", id),
  response: (id) => viaDataset("responses", id),
  suggestion: (id) => viaDataset("suggestions", id),
}

const names: Partial<Record<ScopedEntity, string>> = {
  vector_settings: "vector settings",
  metadata_property: "metadata property",
}

async function find(db: Db, entity: ScopedEntity, id: string, params: Record<string, string>, actor: Actor) {
  const lookup = lookups[entity]
  if (!lookup) throw new Error(`no lookup for ${entity}`)
  const { rows } = await sql<Found>`
    select found.*, exists (
      select 1 from memberships m where m.workspace_id = found.workspace_id and m.user_id = ${actor.id}
    ) as is_member from (${lookup(id, params)}) found`.execute(db)
  return rows[0]
}

const nowhere: Scope = { workspace_id: "", dataset_id: "" }

/** Refuses with 401, 404 or 403, or answers where the entity lives. */
export async function allowed(
  db: Db,
  permission: Permission,
  actor: Actor | null,
  params: Record<string, string>,
  body: unknown,
): Promise<Scope> {
  if (permission === "public") return nowhere
  if (!actor) throw refuse.unauthorized()
  if (permission === "user") return nowhere
  if (permission === "owner" || permission === "any_admin") {
    const enough = actor.role === "owner" || (permission === "any_admin" && actor.role === "admin")
    if (!enough) throw refuse.forbidden()
    return nowhere
  }
  const source = permission.in === "body" ? (body as Record<string, string>) : params
  const id = source[permission.by] ?? ""
  const found = await find(db, permission.of, id, params, actor)
  const isWorkspace = permission.of === "workspace"
  // Whether a workspace exists is nobody's business who is not in it; other entities are looked up first.
  if (!found && isWorkspace && actor.role !== "owner") throw refuse.forbidden()
  if (!found) {
    if (permission.in === "body") throw refuse.invalid(`There is no workspace with id ${id}`)
    throw refuse.notFound(names[permission.of] ?? permission.of, id)
  }
  const member = found.is_member
  const admin = member && actor.role === "admin"
  const author = permission.role === "author" && found.author_id === actor.id
  const enough = actor.role === "owner" || admin || author || (permission.role === "member" && member)
  if (!enough) throw refuse.forbidden()
  return { workspace_id: found.workspace_id, dataset_id: found.dataset_id ?? "" }
}
