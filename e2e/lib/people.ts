/** The people of a test: made by the owner, members of one workspace, able to sign in. */
import { randomUUID } from "node:crypto"
import type { Client } from "@loam/sdk"
import type { BrowserContext } from "@playwright/test"
import type { Loam } from "./loam.ts"

export interface Person {
  readonly id: string
  readonly username: string
  readonly password: string
  /** Acts as this person without a browser. */
  readonly client: Client
}

export interface Team {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly labelers: readonly Person[]
}

export async function createPerson({ owner, clientWith }: Loam, name: string): Promise<Person> {
  const username = `${name}-${randomUUID().slice(0, 6)}`
  const password = `password of ${name}`
  const { id, api_key } = await owner.users.create({ body: { username, first_name: name, password } })
  return { id, username, password, client: clientWith(api_key) }
}

/** A workspace of its own for each test, so that tests can share a server. */
export async function createTeam(loam: Loam, names: readonly string[]): Promise<Team> {
  const workspace = await loam.owner.workspaces.create({ body: { name: `team-${randomUUID().slice(0, 8)}` } })
  const labelers = await Promise.all(names.map((name) => createPerson(loam, name)))
  for (const { id } of labelers)
    await loam.owner.workspaces.addUser({ workspace_id: workspace.id, body: { user_id: id } })
  return { workspace, labelers }
}

/** Signs a browser in without its pages: the sign-in page has tests of its own. */
export async function signInContext(context: BrowserContext, url: string, person: Person): Promise<void> {
  const { username, password } = person
  const response = await context.request.post(`${url}/api/v1/me/session`, {
    data: { username, password },
    headers: { Origin: url },
  })
  if (!response.ok()) throw new Error(`sign-in as ${username}: ${response.status()} ${await response.text()}`)
}
