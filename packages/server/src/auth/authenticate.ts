/** Who is calling: an API key, else a bearer token, else the session cookie; looked up afresh each time. */
import type { Context } from "hono"
import { getCookie } from "hono/cookie"
import type { Actor, Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { hashApiKey } from "./secrets.ts"
import { readSession, sessionCookie } from "./sessions.ts"

function livingUsers({ database }: Services) {
  return database.db
    .selectFrom("users")
    .select(["id", "username", "role", "session_epoch"])
    .where("deleted_at", "is", null)
}

async function byKey(services: Services, key: string): Promise<Actor | undefined> {
  const user = await livingUsers(services).where("api_key_hash", "=", hashApiKey(key)).executeTakeFirst()
  return user && { id: user.id, username: user.username, role: user.role, by: "api_key", presented_key: key }
}

async function byToken(
  services: Services,
  token: string,
  by: "bearer" | "cookie",
): Promise<Actor | undefined> {
  const session = await readSession(services, token)
  if (!session) return undefined
  const user = await livingUsers(services).where("id", "=", session.identity).executeTakeFirst()
  if (!user || user.session_epoch !== session.epoch) return undefined
  return { id: user.id, username: user.username, role: user.role, by, presented_key: null }
}

/** A write by cookie must come from our own page: ports of one host share cookies, `SameSite` does not help there. */
function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get("origin")
  const host = request.headers.get("host") ?? new URL(request.url).host
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** A page says for whom it acts: tabs share the cookie, and somebody else may have signed in in another one. */
const isMeant = (actor: Actor, c: Context): boolean => {
  const named = c.req.header("x-loam-user")
  return named === undefined || named === encodeURIComponent(actor.username)
}

async function byCookie(services: Services, c: Context): Promise<Actor | undefined> {
  const token = getCookie(c, sessionCookie)
  const found = token ? await byToken(services, token, "cookie") : undefined
  const actor = found && isMeant(found, c) ? found : undefined
  if (actor && c.req.method !== "GET" && !isSameOrigin(c.req.raw)) {
    throw refuse.forbidden("A write with a session cookie needs the Origin of this server")
  }
  return actor
}

/** The caller, `null` for nobody; refuses with 401 where somebody is needed. */
export async function authenticate(services: Services, c: Context, needed: boolean): Promise<Actor | null> {
  if (!needed) return null
  const key = c.req.header("x-argilla-api-key")
  const bearer = /^bearer\s+(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1]
  const actor =
    (key ? await byKey(services, key) : undefined) ??
    (bearer ? await byToken(services, bearer, "bearer") : undefined) ??
    (key || bearer ? undefined : await byCookie(services, c))
  if (actor) return actor
  throw refuse.unauthorized(bearer && !key ? "Invalid token" : undefined)
}
