/** Signing in and out: a cookie for browsers, a token for everybody else. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { Reply } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { findUser, userView } from "../users/index.ts"
import { cookieHeader, signSession } from "./sessions.ts"
import { signIn } from "./sign-in.ts"

// A refused attempt must stay counted, and hashing must not hold the only connection: no transaction around these.
const alone = { transaction: false } as const

export function authRoutes(bind: Bind): void {
  bind(
    api.users.signIn,
    async ({ db, services, body, request, address }) => {
      const person = await signIn(db, services, body, address)
      const user = await findUser(db, person.id)
      if (!user) throw refuse.unauthorized()
      const token = await signSession(services, person)
      const cookie = cookieHeader(request, token, services.config.LOAM_SESSION_HOURS * 3600)
      return new Reply(userView(user, null), { headers: { "Set-Cookie": cookie } })
    },
    alone,
  )

  bind(
    api.users.signOut,
    async ({ request }) => new Reply(undefined, { headers: { "Set-Cookie": cookieHeader(request, "", 0) } }),
    alone,
  )

  bind(
    api.users.token,
    async ({ db, services, body, address }) => {
      const person = await signIn(db, services, body, address)
      return { access_token: await signSession(services, person), token_type: "bearer" as const }
    },
    alone,
  )
}
