/** Passwords: one's own, and links by which others choose theirs. */
import { api } from "@loam/schema"
import { secretMemory } from "../auth/secret-memory.ts"
import { hashPassword, verifyPassword } from "../auth/secrets.ts"
import { cookieHeader, signSession } from "../auth/sessions.ts"
import { beginAttempt, forgiveAttempt } from "../auth/sign-in-limit.ts"
import type { Bind } from "../http/bind.ts"
import { Reply, type Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { makePasswordLink, passwordHashOf, readPasswordLink, usePasswordLink } from "./password-links.ts"
import { updateUser } from "./store.ts"

export function passwordRoutes(bind: Bind, services: Services): void {
  const { keep, recall } = secretMemory(services)

  bind(
    api.users.changePassword,
    async ({ db, actor, body, request, address }) => {
      const stored = await passwordHashOf(db, actor.id)
      const attempt = { username: actor.username, address }
      await beginAttempt(db, services, attempt)
      if (stored !== null && !(await verifyPassword(body.current_password ?? "", stored)))
        throw refuse.invalid("The current password is not right")
      await forgiveAttempt(db, services, attempt)
      await updateUser(db, actor.id, { password_hash: await hashPassword(body.password) }, true)
      if (actor.by !== "cookie") return undefined
      // All sessions have ended; this browser goes on with a new one.
      const person = await db
        .selectFrom("users")
        .select(["id", "username", "first_name", "role", "session_epoch"])
        .where("id", "=", actor.id)
        .executeTakeFirstOrThrow()
      const cookie = cookieHeader(
        request,
        await signSession(services, person),
        services.config.LOAM_SESSION_HOURS * 3600,
      )
      return new Reply(undefined, { headers: { "Set-Cookie": cookie } })
    },
    // A refused attempt stays counted.
    { transaction: false },
  )

  bind(
    api.users.makeResetLink,
    async ({ db, params, body }) => {
      const link = await makePasswordLink(db, params.user_id, body.only_first)
      return new Reply(link, { kept: keep(link) })
    },
    { recall },
  )

  bind(api.users.readResetLink, async ({ db, body }) => {
    const { username, first_name, expires_at } = await readPasswordLink(db, body.token)
    return { username, first_name, expires_at }
  })

  bind(api.users.resetPassword, async ({ db, body }) => {
    await usePasswordLink(db, body.token, body.password)
    return undefined
  })
}
