/** The stand-in's doors for large files: which files are large, where they go, whole or in pieces. */
import { createHash } from "node:crypto"
import type { Hono } from "hono"
import { refused, repoId, repoOf } from "./caller.ts"
import type { HubState } from "./repos.ts"

/** Files of this size come in pieces, so that tests need no gigabytes. */
const pieceBytes = 5 * 1024 * 1024
const largeBytes = 10 * 1024 * 1024

interface Preupload {
  readonly files: readonly { readonly path: string; readonly size: number }[]
}
interface Batch {
  readonly objects: readonly { readonly oid: string; readonly size: number }[]
}

const isLarge = ({ path, size }: Preupload["files"][number]) => path.endsWith(".parquet") || size > largeBytes

/** Where one object goes: a piece at a time when it is large. */
function uploadAction(url: string, oid: string, size: number) {
  const place = `${url}/lfs/${oid}`
  if (size <= pieceBytes) return { href: place, header: {} }
  const pieces = Array.from({ length: Math.ceil(size / pieceBytes) }, (_, index) => {
    const number = String(index + 1).padStart(5, "0")
    return [number, `${place}/${number}`]
  })
  return {
    href: `${place}/complete`,
    header: { chunk_size: String(pieceBytes), ...Object.fromEntries(pieces) },
  }
}

export function uploadRoutes(app: Hono, state: HubState, url: () => string): void {
  app.post("/api/datasets/:namespace/:name/preupload/:revision", async (c) => {
    const found = repoOf(c, state, repoId(c.req.param()), true)
    if ("answer" in found) return found.answer
    const { files } = await c.req.json<Preupload>()
    const current = found.repo.commits.at(-1)?.files
    return c.json({
      files: files.map((file) => ({
        path: file.path,
        uploadMode: isLarge(file) ? "lfs" : "regular",
        shouldIgnore: false,
        oid: current?.get(file.path)?.lfs ?? current?.get(file.path)?.oid ?? null,
      })),
    })
  })

  app.post("/datasets/:namespace/:repository{.+\\.git}/info/lfs/objects/batch", async (c) => {
    const name = c.req.param("repository").replace(/\.git$/, "")
    const found = repoOf(c, state, `${c.req.param("namespace")}/${name}`, true)
    if ("answer" in found) return found.answer
    const { objects } = await c.req.json<Batch>()
    c.header("Content-Type", "application/vnd.git-lfs+json")
    const answers = objects.map(({ oid, size }) =>
      state.objects.has(oid)
        ? { oid, size }
        : { oid, size, actions: { upload: uploadAction(url(), oid, size) } },
    )
    const multipart = objects.some(({ size }) => size > pieceBytes)
    return c.body(JSON.stringify({ transfer: multipart ? "multipart" : "basic", objects: answers }))
  })

  // As on the Hub's storage, these addresses are the permission: no token is sent to them.
  app.put("/lfs/:oid", async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const { oid } = c.req.param()
    if (createHash("sha256").update(bytes).digest("hex") !== oid) return refused(c, 400, "Wrong checksum")
    state.objects.set(oid, bytes)
    return c.body(null, 200)
  })

  app.put("/lfs/:oid/:piece{\\d+}", async (c) => {
    const { oid, piece } = c.req.param()
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    // Several pieces arrive at once: the map is looked up when this one is there.
    const pieces = state.pieces.get(oid) ?? new Map<number, Uint8Array>()
    state.pieces.set(oid, pieces.set(Number(piece), bytes))
    c.header("ETag", `"${createHash("md5").update(bytes).digest("hex")}"`)
    return c.body(null, 200)
  })

  app.post("/lfs/:oid/complete", (c) => {
    const { oid } = c.req.param()
    const pieces = [...(state.pieces.get(oid) ?? [])].sort(([a], [b]) => a - b)
    const bytes = Buffer.concat(pieces.map(([, piece]) => piece))
    if (createHash("sha256").update(bytes).digest("hex") !== oid) return refused(c, 400, "Wrong checksum")
    state.objects.set(oid, bytes)
    state.pieces.delete(oid)
    return c.json({})
  })
}
