/** Brings users, their workspaces and memberships; answers who is who here. */
import { ApiError, type Client } from "@loam/sdk"
import { derivedId, ours } from "./ids.ts"
import type { Plan, UserPlan } from "./plan.ts"
import type { SourceWorkspace } from "./source.ts"

export interface People {
  /** Ids here by ids there. */
  readonly userIds: ReadonlyMap<string, string>
  readonly workspaceIds: ReadonlyMap<string, string>
  /** Who stands for the nth person whom the source has forgotten on one record. */
  readonly forgotten: (nth: number) => Promise<string>
  readonly notes: readonly string[]
}

const isConflict = (error: unknown) => error instanceof ApiError && error.status === 409

/** Keys that installation guides print: whoever reads them can sign in. */
const wellKnown = new Set(["argilla.apikey", "owner.apikey", "admin.apikey"])

const others = ["", " 2", " 3", " 4"]

/** Under the id there where it is free here, and with the key there. */
async function createUser(client: Client, plan: UserPlan, notes: string[]): Promise<string> {
  const { id, first_name, last_name, role, api_key, inserted_at } = plan.source
  const person = {
    username: plan.username,
    first_name: first_name.trim() || plan.username,
    last_name: last_name?.trim() || null,
    role,
    password: null,
    inserted_at,
  }
  const keys = api_key ? [api_key, undefined] : [undefined]
  for (const key of keys) {
    // Ids of people who were deleted here stay theirs.
    for (const own of [id, ...others.map((nth) => derivedId(ours, `${id}${nth}`))]) {
      try {
        const user = await client.users.create({ body: { ...person, id: own, api_key: key ?? null } })
        if (plan.source.placeholder) return user.id
        if (!key)
          notes.push(
            `'${plan.username}' has a new API key, unknown to all: they make one on their account page`,
          )
        else if (wellKnown.has(key))
          notes.push(`'${plan.username}' keeps the API key '${key}', which guides print: make a new one`)
        return user.id
      } catch (error) {
        if (!isConflict(error)) throw error
      }
    }
  }
  throw new Error(`the user '${plan.username}' cannot be created: run the same command again`)
}

export async function bringPeople(client: Client, plan: Plan): Promise<People> {
  const notes: string[] = []
  const userIds = new Map<string, string>()
  for (const each of plan.users) {
    userIds.set(each.source.id, each.target?.id ?? (await createUser(client, each, notes)))
    if (each.target && each.target.username !== each.username)
      await client.users.update({
        user_id: each.target.id,
        body: { username: each.username, first_name: each.source.first_name },
      })
    if (each.merged)
      notes.push(
        `'${each.username}' was here already: their answers go under this account, whose role and key stay`,
      )
  }
  const workspaceIds = new Map<string, string>()
  for (const { source, target } of plan.workspaces) {
    const id = target?.id ?? (await createWorkspace(client, source))
    workspaceIds.set(source.id, id)
    const members = new Set(
      (await client.workspaces.users({ workspace_id: id })).items.map((user) => user.id),
    )
    for (const member of source.members) {
      const user_id = userIds.get(member)
      if (user_id && !members.has(user_id))
        await client.workspaces.addUser({ workspace_id: id, body: { user_id } })
    }
  }
  return { userIds, workspaceIds, forgotten: forgottenPeople(client), notes }
}

async function createWorkspace(client: Client, source: SourceWorkspace): Promise<string> {
  const { id, name, inserted_at } = source
  try {
    return (await client.workspaces.create({ body: { id, name, inserted_at } })).id
  } catch (error) {
    if (!isConflict(error)) throw error
    return (await client.workspaces.create({ body: { name, inserted_at } })).id
  }
}

/** Deleted users: accounts that are made and deleted at once, so that the answers have an author. */
function forgottenPeople(client: Client): People["forgotten"] {
  const made = new Map<number, Promise<string>>()
  const make = async (nth: number) => {
    const id = derivedId(ours, `forgotten ${nth}`)
    const username = `deleted-user-${nth}-${id.slice(0, 8)}`
    await client.users
      .create({ body: { id, username, first_name: "Deleted user", role: "annotator", password: null } })
      .catch((error: unknown) => {
        if (!isConflict(error)) throw error
      })
    await client.users.remove({ user_id: id }).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 404)) throw error
    })
    return id
  }
  return (nth) => {
    const known = made.get(nth) ?? make(nth)
    made.set(nth, known)
    return known
  }
}
