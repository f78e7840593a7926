/** People in policies by id or by name. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import type { Policy } from "./policy.ts"

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Ids by what a policy calls people; deleted ones keep their answers and can be named by id. */
async function idsOf(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const texts = names.filter((name) => !uuidForm.test(name))
  const ids = new Map(names.filter((name) => uuidForm.test(name)).map((id) => [id, id.toLowerCase()]))
  if (texts.length === 0) return ids
  const { rows } = await sql<{ id: string; username: string }>`
    select id, username from users where username = any(${texts}::text[]) and deleted_at is null`.execute(db)
  for (const { id, username } of rows) ids.set(username, id)
  const unknown = texts.find((name) => !ids.has(name))
  if (unknown !== undefined) throw refuse.invalid(`policy: there is nobody called '${unknown}'`)
  return ids
}

/** The policy with people named by their ids. */
export async function withPeople(db: Db, policy: Policy): Promise<Policy> {
  const given = policy.weights?.from === "given" ? policy.weights : undefined
  const raters = policy.name === "person" ? policy.raters : []
  const names = [...raters, ...Object.keys(given?.values ?? {})]
  if (names.length === 0) return policy
  const ids = await idsOf(db, names)
  const idOf = (name: string) => ids.get(name) ?? name
  const values = Object.entries(given?.values ?? {}).map(([name, weight]) => [idOf(name), weight])
  return {
    ...policy,
    ...(policy.name === "person" ? { raters: raters.map(idOf) } : {}),
    ...(given ? { weights: { ...given, values: Object.fromEntries(values) } } : {}),
  } as Policy // only names of people are other ones
}
