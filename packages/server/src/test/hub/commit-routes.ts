/** The stand-in's commit door: lines of JSON, all of them or none. */
import type { Hono } from "hono"
import { refused, repoId, repoOf } from "./caller.ts"
import { addCommit, type HubState, largeFile, plainFile, type StoredFile } from "./repos.ts"

type Line =
  | { key: "header"; value: { summary: string; parentCommit?: string } }
  | { key: "file"; value: { path: string; content: string; encoding: "base64" | "utf-8" } }
  | { key: "lfsFile"; value: { path: string; oid: string; size: number } }
  | { key: "deletedFile" | "deletedFolder"; value: { path: string } }

/** Applies a line; answers what is wrong with it. */
function apply(line: Line, files: Map<string, StoredFile>, state: HubState): string | undefined {
  switch (line.key) {
    case "header":
      return line.value.summary ? undefined : "A commit needs a summary"
    case "file":
      files.set(line.value.path, plainFile(Buffer.from(line.value.content, line.value.encoding)))
      return undefined
    case "lfsFile": {
      const { path, oid, size } = line.value
      const bytes = state.objects.get(oid)
      if (bytes?.length !== size) return `LFS pointer pointed to a file that does not exist: ${path}`
      files.set(path, largeFile(bytes, oid))
      return undefined
    }
    case "deletedFile":
      return files.delete(line.value.path) ? undefined : `There is no file ${line.value.path}`
    case "deletedFolder": {
      const folder = `${line.value.path.replace(/\/$/, "")}/`
      for (const path of [...files.keys()]) if (path.startsWith(folder)) files.delete(path)
      return undefined
    }
    default:
      return "Unknown operation"
  }
}

export function commitRoutes(app: Hono, state: HubState, url: () => string): void {
  // The Python client has a card's metadata checked beforehand; here the reader of the card is the judge.
  app.post("/api/validate-yaml", (c) => c.json({ errors: [], warnings: [] }))

  app.post("/api/datasets/:namespace/:name/commit/:revision", async (c) => {
    const found = repoOf(c, state, repoId(c.req.param()), true)
    if ("answer" in found) return found.answer
    const text = await c.req.text()
    const lines = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line)
    const { repo } = found
    const head = repo.commits.at(-1)
    const header = lines.find((line) => line.key === "header")
    if (!header) return refused(c, 400, "A commit begins with a header")
    const { summary, parentCommit } = header.value
    if (parentCommit !== undefined && parentCommit !== head?.oid)
      return refused(c, 412, "A commit has happened since. Please refresh and try again.")
    const files = new Map(head?.files)
    for (const line of lines) {
      const problem = apply(line, files, state)
      if (problem !== undefined) return refused(c, 400, problem)
    }
    const { oid } = addCommit(repo, summary, files)
    const commitUrl = `${url()}/datasets/${repo.id}/commit/${oid}`
    return c.json({ success: true, commitOid: oid, commitUrl, hookOutput: "" })
  })
}
