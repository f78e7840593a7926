/** The stand-in as the Hub's own client sees it: what is uploaded is there, what may not be done is refused. */
import { createHash, randomBytes } from "node:crypto"
import {
  commit,
  createRepo,
  datasetInfo,
  deleteRepo,
  downloadFile,
  HubApiError,
  listFiles,
  pathsInfo,
  repoExists,
  whoAmI,
} from "@huggingface/hub"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readToken, writeToken } from "./caller.ts"
import { type Hub, startHub } from "./start-hub.ts"

describe("the stand-in for the Hub", () => {
  let hub: Hub
  let number = 0
  beforeAll(async () => {
    hub = await startHub()
  })
  afterAll(() => hub.stop())

  const access = (accessToken = writeToken) => ({ hubUrl: hub.url, accessToken })
  const newRepo = async (options: { private?: boolean } = {}) => {
    number += 1
    const repo = { type: "dataset" as const, name: `team/data-${number}` }
    await createRepo({ ...access(), repo, ...options })
    return repo
  }
  const file = (path: string, content: string | Uint8Array<ArrayBuffer>) => ({
    operation: "addOrUpdate" as const,
    path,
    content: new Blob([content]),
  })
  const statusOf = (work: Promise<unknown>) =>
    work.then(
      () => 200,
      (error: unknown) => (error instanceof HubApiError ? error.statusCode : error),
    )
  const text = async (repo: Awaited<ReturnType<typeof newRepo>>, path: string, revision = "main") =>
    (await downloadFile({ ...access(), repo, path, revision }))?.text()

  it("knows who calls, and refuses a wrong token everywhere", async () => {
    expect(await whoAmI(access())).toMatchObject({ name: "somebody", orgs: [{ name: "team" }] })
    const repo = await newRepo()
    expect(await statusOf(whoAmI(access("hf_wrong")))).toBe(401)
    expect(await statusOf(createRepo({ ...access("hf_wrong"), repo }))).toBe(401)
    expect(await statusOf(datasetInfo({ ...access("hf_wrong"), name: repo.name }))).toBe(401)
  })

  it("keeps small and large files of a commit, and gives back both byte for byte", async () => {
    const repo = await newRepo()
    const large = new Uint8Array(randomBytes(100_000))
    await commit({
      ...access(),
      repo,
      title: "first",
      operations: [file("README.md", "# Ünï"), file("data/train-00000-of-00001.parquet", large)],
    })
    expect(await text(repo, "README.md")).toBe("# Ünï")
    const back = await downloadFile({ ...access(), repo, path: "data/train-00000-of-00001.parquet" })
    expect(new Uint8Array((await back?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(large)
    const sha = createHash("sha256").update(large).digest("hex")
    const [info] = await pathsInfo({ ...access(), repo, paths: ["data/train-00000-of-00001.parquet"] })
    expect(info?.lfs?.oid).toBe(sha)
    expect(await downloadFile({ ...access(), repo, path: "nope" })).toBeNull()
  })

  it("takes very large files in pieces", async () => {
    const repo = await newRepo()
    const large = new Uint8Array(randomBytes(12 * 1024 * 1024))
    await commit({ ...access(), repo, title: "large", operations: [file("a.bin", large)] })
    const put = hub.state.requests.filter((request) => /^PUT \/lfs\/.*\/\d{5}$/.test(request))
    expect(put).toHaveLength(3)
    const back = await (await downloadFile({ ...access(), repo, path: "a.bin" }))?.arrayBuffer()
    expect(Buffer.compare(Buffer.from(back ?? new ArrayBuffer()), Buffer.from(large))).toBe(0)
  })

  it("does not take again what it has", async () => {
    const repo = await newRepo()
    const operations = [file("x.parquet", new Uint8Array(randomBytes(5_000)))]
    await commit({ ...access(), repo, title: "once", operations })
    const puts = () => hub.state.requests.filter((request) => request.startsWith("PUT")).length
    const before = puts()
    await commit({ ...access(), repo, title: "twice", operations })
    expect(puts()).toBe(before)
  })

  it("lists folders page by page, and keeps earlier commits", async () => {
    const repo = await newRepo()
    const many = Array.from({ length: 120 }, (_, index) => file(`data/f-${index}.txt`, String(index)))
    const first = await commit({ ...access(), repo, title: "many", operations: many })
    await commit({
      ...access(),
      repo,
      title: "drop",
      operations: [{ operation: "delete", path: "data/f-7.txt" }],
    })
    const pathsOf = async (recursive: boolean) => {
      const paths: string[] = []
      for await (const { path } of listFiles({ ...access(), repo, recursive })) paths.push(path)
      return paths
    }
    const all = await pathsOf(true)
    expect(all).toHaveLength(121)
    expect(all).not.toContain("data/f-7.txt")
    expect(await pathsOf(false)).toEqual([".gitattributes", "data"])
    expect(await text(repo, "data/f-7.txt", first?.commit.oid)).toBe("7")
  })

  it("commits all or nothing, and only on top of what the caller saw", async () => {
    const repo = await newRepo()
    const { sha } = await datasetInfo({ ...access(), name: repo.name, additionalFields: ["sha"] })
    const operations = [file("a.txt", "a"), { operation: "delete" as const, path: "nope" }]
    expect(await statusOf(commit({ ...access(), repo, title: "half", operations }))).toBe(400)
    expect(await text(repo, "a.txt")).toBeUndefined()
    const onto = { ...access(), repo, title: "on top", operations: [file("a.txt", "a")], parentCommit: sha }
    await commit(onto)
    expect(await statusOf(commit(onto))).toBe(412)
  })

  it("hides private repositories, and lets nobody write who may only read", async () => {
    const repo = await newRepo({ private: true })
    expect(await repoExists({ hubUrl: hub.url, repo })).toBe(false)
    expect(await repoExists({ ...access(), repo })).toBe(true)
    const operations = [file("a.txt", "a")]
    expect(await statusOf(commit({ ...access(readToken), repo, title: "no", operations }))).toBe(403)
    expect(await statusOf(createRepo({ ...access(), repo: { type: "dataset", name: "others/x" } }))).toBe(403)
    expect(await statusOf(createRepo({ ...access(), repo }))).toBe(409)
    await deleteRepo({ ...access(), repo })
    expect(await repoExists({ ...access(), repo })).toBe(false)
  })

  it("fails as often as it is told", async () => {
    hub.fail("whoami", 1)
    expect([await statusOf(whoAmI(access())), await statusOf(whoAmI(access()))]).toEqual([503, 200])
  })
})
