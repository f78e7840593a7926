/** The stand-in's account and repository doors: who am I, create, delete, what is there. */
import type { Hono } from "hono"
import { badToken, callerOf, mayWrite, refused, repoId, repoOf } from "./caller.ts"
import { createRepo, findCommit, type HubState, type Repo } from "./repos.ts"

interface RepoRequest {
  readonly name: string
  readonly organization?: string | null
  readonly type?: string
  readonly private?: boolean
  readonly visibility?: string
}

function infoOf(repo: Repo, revision: string) {
  const commit = findCommit(repo, revision)
  if (!commit) return undefined
  return {
    _id: repo.id,
    id: repo.id,
    author: repo.id.split("/")[0],
    sha: commit.oid,
    private: repo.private,
    gated: false,
    disabled: false,
    downloads: 0,
    likes: 0,
    tags: [],
    createdAt: repo.commits[0]?.date,
    lastModified: commit.date,
    siblings: [...commit.files.keys()].map((rfilename) => ({ rfilename })),
  }
}

export function accountRoutes(app: Hono, state: HubState, url: () => string): void {
  app.get("/api/whoami-v2", (c) => {
    const user = callerOf(c)
    if (!user) return badToken(c)
    const { name, orgs, role } = user
    return c.json({
      type: "user",
      id: name,
      name,
      fullname: name,
      isPro: false,
      orgs: orgs.map((org) => ({ type: "org", id: org, name: org, fullname: org, roleInOrg: role })),
      auth: {
        type: "access_token",
        accessToken: { displayName: "tests", role, createdAt: "2026-01-01T00:00:00Z" },
      },
    })
  })

  app.post("/api/repos/create", async (c) => {
    const user = callerOf(c)
    if (!user) return badToken(c)
    const body = await c.req.json<RepoRequest>()
    if (body.type !== "dataset") return refused(c, 400, "This stand-in keeps datasets only")
    const id = `${body.organization ?? user.name}/${body.name}`
    if (!/^[\w.-]+\/[\w.-]{1,96}$/.test(id)) return refused(c, 400, `Invalid repo name: ${id}`)
    if (!mayWrite(user, id))
      return refused(c, 403, `You don't have the rights to create a dataset under this namespace`)
    const place = { url: `${url()}/datasets/${id}`, name: id, id }
    if (state.repos.has(id)) return c.json({ error: "You already created this dataset repo", ...place }, 409)
    state.repos.set(id, createRepo(id, body.private === true || body.visibility === "private"))
    return c.json(place)
  })

  app.delete("/api/repos/delete", async (c) => {
    const user = callerOf(c)
    if (!user) return badToken(c)
    const { name, organization } = await c.req.json<RepoRequest>()
    const id = `${organization ?? user.name}/${name}`
    if (!state.repos.has(id)) return refused(c, 404, "Repository not found", "RepoNotFound")
    if (!mayWrite(user, id)) return refused(c, 403, "You don't have the rights to delete it")
    state.repos.delete(id)
    return c.json({ success: true })
  })

  app.get("/api/datasets/:namespace/:name/:kind{revision}?/:revision?", (c) => {
    const found = repoOf(c, state, repoId(c.req.param()))
    if ("answer" in found) return found.answer
    const info = infoOf(found.repo, c.req.param("revision") ?? "main")
    return info ? c.json(info) : refused(c, 404, "Invalid rev id", "RevisionNotFound")
  })
}
