/** Sign-ins: signed tokens that name the user and the epoch they were made in; the browser keeps one in a cookie. */
import { sign, verify } from "hono/jwt"
import type { Services } from "../http/context.ts"

export const sessionCookie = "loam_session"

export interface Session {
  readonly identity: string
  /** The user's session epoch at sign-in: a new password or role raises it, and this session is over. */
  readonly epoch: number
}

interface Person {
  readonly id: string
  readonly username: string
  readonly first_name: string
  readonly role: string
  readonly session_epoch: number
}

const seconds = () => Math.floor(Date.now() / 1000)

export function signSession({ config, sessionSecret }: Services, person: Person): Promise<string> {
  const claims = {
    identity: person.id,
    name: person.first_name,
    username: person.username,
    role: person.role,
    epoch: person.session_epoch,
    exp: seconds() + config.LOAM_SESSION_HOURS * 3600,
  }
  return sign(claims, sessionSecret, "HS256")
}

/** The session of a token, `undefined` when it is forged, torn or over. */
export async function readSession({ sessionSecret }: Services, token: string): Promise<Session | undefined> {
  try {
    const { identity, epoch } = await verify(token, sessionSecret, "HS256")
    return typeof identity === "string" && typeof epoch === "number" ? { identity, epoch } : undefined
  } catch {
    return undefined
  }
}

/** `Set-Cookie` of a sign-in; `Secure` when the page was reached by https. */
export function cookieHeader(request: Request, token: string, maxAge: number): string {
  const secure =
    new URL(request.url).protocol === "https:" || request.headers.get("x-forwarded-proto") === "https"
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure ? "; Secure" : ""}`
}
