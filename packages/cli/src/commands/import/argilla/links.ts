/** Links by which the people who were brought choose a password: no source tells what theirs was. */
import { chmod, writeFile } from "node:fs/promises"
import { ApiError, type Client } from "@loam/sdk"
import type { People } from "./people.ts"
import type { Plan } from "./plan.ts"

/** Writes a line a person who has no password yet; answers how many. */
export async function writeLinks(
  client: Client,
  plan: Plan,
  people: People,
  { path, address }: { readonly path: string; readonly address: string },
): Promise<number> {
  const lines: string[] = []
  for (const { source, username, merged } of plan.users) {
    const user_id = people.userIds.get(source.id)
    if (merged || source.placeholder || user_id === undefined) continue
    try {
      const link = await client.users.makeResetLink({ user_id, body: { only_first: true } })
      lines.push(JSON.stringify({ username, link: `${address}${link.path}`, expires_at: link.expires_at }))
    } catch (error) {
      // Somebody who chose one after an earlier run.
      if (!(error instanceof ApiError && error.status === 409)) throw error
    }
  }
  if (lines.length === 0) return 0
  // Whoever reads them can sign in: for the eyes of one.
  await writeFile(path, `${lines.join("\n")}\n`, { mode: 0o600 })
  await chmod(path, 0o600)
  return lines.length
}
