/** Who calls the stand-in, what they may do, and how it says no: status, error code header and sentence as the Hub has them. */
import type { Context } from "hono"
import type { HubState, Repo } from "./repos.ts"

export interface HubUser {
  readonly name: string
  readonly orgs: readonly string[]
  readonly role: "read" | "write"
}

/** Tokens that the stand-in knows. */
export const writeToken = "hf_writes000000000000000000000000000"
export const readToken = "hf_reads0000000000000000000000000000"

const users = new Map<string, HubUser>([
  [writeToken, { name: "somebody", orgs: ["team"], role: "write" }],
  [readToken, { name: "reader", orgs: ["team"], role: "read" }],
])

/** The caller; null without a token, undefined with one that is not known. */
export function callerOf(c: Context): HubUser | null | undefined {
  const header = c.req.header("authorization")
  if (header === undefined || header === "") return null
  return users.get(header.replace(/^Bearer /, ""))
}

export function refused(c: Context, status: 400 | 401 | 403 | 404 | 409 | 412, error: string, code?: string) {
  c.header("X-Error-Message", error)
  if (code !== undefined) c.header("X-Error-Code", code)
  return c.json({ error }, status)
}

export const badToken = (c: Context) => refused(c, 401, "Invalid credentials in Authorization header")

const mayEnter = (user: HubUser | null, id: string) => {
  const namespace = id.split("/")[0] ?? ""
  return user !== null && (user.name === namespace || user.orgs.includes(namespace))
}

export const mayWrite = (user: HubUser, id: string) => user.role === "write" && mayEnter(user, id)

/** The repository that a path names. */
export const repoId = ({ namespace, name }: { readonly namespace: string; readonly name: string }) =>
  `${namespace}/${name}`

type Found = { readonly repo: Repo; readonly user: HubUser | null } | { readonly answer: Response }

/** The repository of a path, if the caller may see it; the Hub does not tell what is private from what is not there. */
export function repoOf(c: Context, state: HubState, id: string, write = false): Found {
  const user = callerOf(c)
  if (user === undefined) return { answer: badToken(c) }
  const repo = state.repos.get(id)
  const hidden = repo === undefined || (repo.private && !mayEnter(user, id))
  if (hidden) return { answer: refused(c, user === null ? 401 : 404, "Repository not found", "RepoNotFound") }
  if (write && (user === null || !mayWrite(user, id)))
    return {
      answer: refused(c, user === null ? 401 : 403, `You don't have the rights to write to ${id}`),
    }
  return { repo, user }
}
