/** Users: the caller, and what owners do with the others. */
import { api } from "@loam/schema"
import { secretMemory } from "../auth/secret-memory.ts"
import { apiKeyHint, hashApiKey, newApiKey } from "../auth/secrets.ts"
import type { Bind } from "../http/bind.ts"
import { Reply, type Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { createUser } from "./create-user.ts"
import { deleteUser } from "./delete-user.ts"
import { findUser, listUsers, setApiKey } from "./store.ts"
import { changeUser } from "./update-user.ts"
import { userView } from "./view.ts"

export function userRoutes(bind: Bind, services: Services): void {
  const { keep, recall } = secretMemory(services)

  bind(api.users.me, async ({ db, actor }) => {
    const user = await findUser(db, actor.id)
    if (!user) throw refuse.unauthorized()
    return userView(user, actor)
  })

  bind(
    api.users.rotateApiKey,
    async ({ db, actor }) => {
      const api_key = newApiKey()
      await setApiKey(db, actor.id, hashApiKey(api_key), apiKeyHint(api_key))
      const answer = { api_key }
      return new Reply(answer, { kept: keep(answer) })
    },
    { recall },
  )

  bind(api.users.list, async ({ db, actor }) => {
    const users = await listUsers(db)
    return { items: users.map((user) => userView(user, actor)) }
  })

  bind(api.users.get, async ({ db, actor, params }) => {
    const user = await findUser(db, params.user_id)
    if (!user) throw refuse.notFound("user", params.user_id)
    return userView(user, actor)
  })

  bind(
    api.users.create,
    async ({ db, body }) => {
      const { user, api_key } = await createUser(db, body)
      const answer = { ...userView(user, null), api_key }
      return new Reply(answer, { kept: keep(answer) })
    },
    { recall },
  )

  bind(api.users.update, async ({ db, actor, params, body }) =>
    userView(await changeUser(db, params.user_id, body), actor),
  )

  bind(api.users.remove, async ({ db, actor, params }) =>
    userView(await deleteUser(db, params.user_id), actor),
  )
}
