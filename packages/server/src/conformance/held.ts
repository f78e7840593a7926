/** Replays a recording to an app of its own and says what came of it. */
import { sql } from "kysely"
import { createTestApp } from "../test/app.ts"
import { createUser } from "../users/index.ts"
import type { Recording } from "./differences.ts"
import { type Exchange, readExchanges } from "./exchange.ts"
import { namesOf } from "./names.ts"
import { type Replay, replay } from "./replay.ts"

export interface Outcome extends Replay {
  readonly exchanges: readonly Exchange[]
}

export async function replayed(recording: Recording): Promise<Outcome> {
  const test = await createTestApp()
  const { db } = test.services.database
  try {
    const exchanges = await readExchanges(recording.name)
    const sent = [...exchanges, ...recording.supplied].sort((a, b) => recording.place(a) - recording.place(b))
    const names = namesOf(sent)
    // As the recorded servers had it.
    const owner = { username: "owner", first_name: "owner", role: "owner", password: "12345678" } as const
    const { api_key } = await createUser(db, { ...owner, api_key: "owner.apikey" })
    names.keys.set("owner", api_key)
    // Recordings know one owner at their start.
    await test.clientWith(api_key).users.remove({ user_id: test.owner.id })
    const deliveries = async () => {
      const { rows } = await sql<{ id: string; body: string }>`
        select id, body from webhook_deliveries order by seq`.execute(db)
      return rows.map(({ id, body }) => ({ id, body: JSON.parse(body) }))
    }
    return { exchanges, ...(await replay({ app: test.app, deliveries }, recording, sent, names)) }
  } finally {
    await test.close()
  }
}
