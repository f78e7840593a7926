/** A whole server in process for tests: database, app, and clients that call it without a port. */
import { randomUUID } from "node:crypto"
import type { Role } from "@loam/schema"
import { type Client, createClient } from "@loam/sdk"
import type { Hono } from "hono"
import { createApp } from "../app.ts"
import { hashApiKey } from "../auth/secrets.ts"
import { type Config, readConfig } from "../config.ts"
import type { Services } from "../http/context.ts"
import { prepare } from "../start.ts"
import { openTestDatabase } from "./database.ts"

export interface Person {
  readonly id: string
  readonly username: string
  readonly api_key: string
  readonly client: Client
}

export interface TestApp {
  readonly app: Hono
  readonly services: Services
  readonly owner: Person
  /** A client with this key; without one: nobody. */
  readonly clientWith: (apiKey?: string) => Client
  /** A user of this role, member of the given workspaces. */
  readonly person: (role: Role, workspaceIds?: readonly string[]) => Promise<Person>
  readonly close: () => Promise<void>
}

async function insertUser(
  { database }: Services,
  role: Role,
  username: string,
  apiKey: string,
): Promise<string> {
  const id = randomUUID()
  const now = new Date().toISOString()
  await database.db
    .insertInto("users")
    .values({
      id,
      username,
      first_name: username,
      last_name: null,
      role,
      password_hash: null,
      api_key_hash: hashApiKey(apiKey),
      deleted_at: null,
      inserted_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

/** `settings` are environment variables over the defaults. */
export async function createTestApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const config: Config = readConfig({
    LOAM_DISK_RESERVE: "0",
    LOAM_LOG_LEVEL: "error",
    LOAM_THREADS: "0",
    ...settings,
  })
  const services = await prepare(await openTestDatabase(), config)
  const app = createApp(services)
  const clientWith = (apiKey?: string) =>
    createClient({ baseUrl: "http://loam.test", apiKey, fetch: (request) => app.fetch(request), retries: 0 })
  const person: TestApp["person"] = async (role, workspaceIds = []) => {
    const username = `${role}-${randomUUID().slice(0, 8)}`
    const apiKey = `${username}.key`
    const id = await insertUser(services, role, username, apiKey)
    for (const workspace_id of workspaceIds) {
      await services.database.db
        .insertInto("memberships")
        .values({ workspace_id, user_id: id, inserted_at: new Date().toISOString() })
        .execute()
    }
    return { id, username, api_key: apiKey, client: clientWith(apiKey) }
  }
  const owner = await person("owner")
  return {
    app,
    services,
    owner,
    clientWith,
    person,
    close: async () => {
      await services.jobs.stop()
      await services.threads?.close()
      await services.database.close()
    },
  }
}
