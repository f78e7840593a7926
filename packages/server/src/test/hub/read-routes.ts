/** The stand-in's reading doors: what a repository holds, and its files. */
import type { Context, Hono } from "hono"
import { refused, repoId, repoOf } from "./caller.ts"
import { type Commit, findCommit, type HubState, pointerSize, type StoredFile } from "./repos.ts"

/** Entries of one answer; the next page is in the Link header. */
const pageEntries = 50

interface Entry {
  readonly type: "file" | "directory"
  readonly path: string
  readonly size: number
  readonly oid: string
  readonly lfs?: object
}

function fileEntry(path: string, { bytes, oid, lfs }: StoredFile): Entry {
  const size = bytes.length
  if (lfs === undefined) return { type: "file", path, size, oid }
  return { type: "file", path, size, oid, lfs: { oid: lfs, size, pointerSize: pointerSize(lfs, size) } }
}

function entriesOf({ files, oid }: Commit): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const [path, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = path.split("/")
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join("/")
      entries.set(folder, { type: "directory", path: folder, size: 0, oid })
    }
    entries.set(path, fileEntry(path, file))
  }
  return entries
}

const lastCommit = ({ oid, title, date }: Commit) => ({ lastCommit: { id: oid, title, date } })

/** One or several ranges are asked for by readers that look into a file; the first is what they ask. */
function sendBytes(c: Context, bytes: Uint8Array) {
  c.header("Accept-Ranges", "bytes")
  c.header("Content-Type", "application/octet-stream")
  const range = /^bytes=(\d*)-(\d*)$/.exec(c.req.header("range") ?? "")
  if (!range) {
    c.header("Content-Length", String(bytes.length))
    return c.body(Buffer.from(bytes))
  }
  const [, from = "", to = ""] = range
  const start = from === "" ? Math.max(0, bytes.length - Number(to)) : Number(from)
  const end = from === "" || to === "" ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1)
  c.header("Content-Range", `bytes ${start}-${end}/${bytes.length}`)
  c.header("Content-Length", String(end - start + 1))
  return c.body(Buffer.from(bytes.subarray(start, end + 1)), 206)
}

function treeRoutes(app: Hono, state: HubState, url: () => string): void {
  app.get("/api/datasets/:namespace/:name/tree/:revision/:path{.+}?", (c) => {
    const { revision, path = "" } = c.req.param()
    const found = repoOf(c, state, repoId(c.req.param()))
    if ("answer" in found) return found.answer
    const commit = findCommit(found.repo, revision)
    if (!commit) return refused(c, 404, "Invalid rev id", "RevisionNotFound")
    const inside = path === "" ? "" : `${path}/`
    const recursive = ["true", "1", "True"].includes(c.req.query("recursive") ?? "")
    const entries = [...entriesOf(commit).values()].filter(
      (entry) =>
        entry.path.startsWith(inside) && (recursive || !entry.path.slice(inside.length).includes("/")),
    )
    if (entries.length === 0 && path !== "") return refused(c, 404, "Entry not found", "EntryNotFound")
    const from = Number(c.req.query("cursor") ?? 0)
    if (from + pageEntries < entries.length) {
      const next = new URL(c.req.url)
      next.searchParams.set("cursor", String(from + pageEntries))
      c.header("Link", `<${url()}${next.pathname}${next.search}>; rel="next"`)
    }
    return c.json(
      entries.slice(from, from + pageEntries).map((entry) => ({ ...entry, ...lastCommit(commit) })),
    )
  })

  app.post("/api/datasets/:namespace/:name/paths-info/:revision", async (c) => {
    const found = repoOf(c, state, repoId(c.req.param()))
    if ("answer" in found) return found.answer
    const commit = findCommit(found.repo, c.req.param("revision"))
    if (!commit) return refused(c, 404, "Invalid rev id", "RevisionNotFound")
    // The Python client sends a form, the JavaScript one JSON.
    const sent = c.req.header("content-type")?.startsWith("application/json")
      ? (await c.req.json<{ paths: string[] }>()).paths
      : (await c.req.parseBody({ all: true })).paths
    const entries = entriesOf(commit)
    const wanted = [sent].flat().map((path) => entries.get(String(path)))
    return c.json(
      wanted.filter((entry) => entry !== undefined).map((entry) => ({ ...entry, ...lastCommit(commit) })),
    )
  })
}

export function readRoutes(app: Hono, state: HubState, url: () => string): void {
  treeRoutes(app, state, url)

  app.get("/datasets/:namespace/:name/resolve/:revision/:path{.+}", (c) => {
    const found = repoOf(c, state, repoId(c.req.param()))
    if ("answer" in found) return found.answer
    const commit = findCommit(found.repo, c.req.param("revision"))
    if (!commit) return refused(c, 404, "Invalid rev id", "RevisionNotFound")
    const file = commit.files.get(c.req.param("path"))
    c.header("X-Repo-Commit", commit.oid)
    if (!file) return refused(c, 404, "Entry not found", "EntryNotFound")
    if (file.lfs === undefined) {
      c.header("ETag", `"${file.oid}"`)
      return sendBytes(c, file.bytes)
    }
    c.header("X-Linked-ETag", `"${file.lfs}"`)
    c.header("X-Linked-Size", String(file.bytes.length))
    // Another host, as there: clients read these headers of an answer only if it is the repository's own.
    return c.redirect(`${url().replace("127.0.0.1", "localhost")}/cdn/${file.lfs}`, 302)
  })

  // Large files come from other machines there, by addresses that are the permission.
  app.get("/cdn/:oid", (c) => {
    const bytes = state.objects.get(c.req.param("oid"))
    if (!bytes) return refused(c, 404, "Not found")
    c.header("ETag", `"${c.req.param("oid")}"`)
    return sendBytes(c, bytes)
  })
}
