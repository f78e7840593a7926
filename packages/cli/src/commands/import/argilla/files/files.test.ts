/** Imports from files that argilla 2.8 and 1.29 wrote. */
import { cp, readdir, readFile, stat, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { useFileImports, written } from "../../../../test/file-imports.ts"

const { owner, work, bring, bringJson, recordsOf } = useFileImports()
const authors = async () => new Map((await owner().users.list()).items.map((user) => [user.id, user]))
const folder = (name: string) => [written(name), "--workspace", "files"] as const

describe("a folder of to_disk", () => {
  it("comes with its settings and records, each answer under its author, and says what it cannot tell", async () => {
    const { code, report } = await bringJson("--from", ...folder("disk"))
    expect(report).toMatchObject({ equal: true, users: 2, datasets: [{ name: "talk", differences: [] }] })
    expect(code).toBe(0)
    expect(report.notes.join(" ")).toMatch(/2 people by id alone.*3 answers.*no times/)
    const { dataset, records } = await recordsOf("talk")
    const about = JSON.parse(await readFile(join(written("disk"), ".argilla/dataset.json"), "utf8"))
    expect(dataset).toMatchObject({
      guidelines: about.guidelines,
      distribution: { strategy: "overlap", min_submitted: 2 },
      inserted_at: about.inserted_at,
    })
    expect(records.size).toBe(7)
    expect(records.get("r-1")).toMatchObject({
      status: "completed",
      fields: { talk: [{ role: "user", content: "Hi?" }, expect.anything()] },
      metadata: { source: "forum", length: 1, extra: "more 1" },
      suggestions: expect.arrayContaining([
        expect.objectContaining({ value: ["a", "c"], score: [0.5, 0.75], agent: "model-1" }),
      ]),
    })
    const own = records
      .get("r-2")
      ?.responses?.map(({ status, values }) => [status, Object.keys(values ?? {})])
    expect(own).toEqual([
      ["submitted", expect.arrayContaining(["label", "order", "spans"])],
      // The record wants a label, which this one has not.
      ["draft", ["why"]],
    ])
    const users = await authors()
    const names = records.get("r-1")?.responses?.map(({ user_id }) => users.get(user_id)?.username)
    expect(names).toEqual([expect.stringMatching(/^unknown-/), expect.stringMatching(/^unknown-/)])
  })

  it("makes no links for people whom nobody knows, and private ones for those who are named, also later", async () => {
    await bring("--from", ...folder("disk"))
    expect(await readdir(work().folder)).not.toContain("password-links.jsonl")
    const ids = [...(await authors()).values()].filter(({ role }) => role !== "owner").map(({ id }) => id)
    await writeFile(work().path("who.json"), JSON.stringify({ [ids[0] ?? ""]: "ana", [ids[1] ?? ""]: "ben" }))
    const ended = await bring("--from", ...folder("disk"), "--map-users", work().path("who.json"))
    expect(ended.code).toBe(0)
    const names = [...(await authors()).values()].map(({ username }) => username)
    expect(names).toEqual(expect.arrayContaining(["ana", "ben"]))
    expect(names.join()).not.toContain("unknown")
    const links = work().path("password-links.jsonl")
    expect((await stat(links)).mode & 0o777).toBe(0o600)
    const [first = ""] = (await readFile(links, "utf8")).split("\n")
    const token = JSON.parse(first).link.split("/").at(-1)
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(token)
    // Somebody who has no answer there is a slip of the pen.
    await writeFile(
      work().path("who.json"),
      JSON.stringify({ "0191cafe-0000-7000-8000-000000000000": "eve" }),
    )
    const stray = await bring("--from", ...folder("disk"), "--map-users", work().path("who.json"))
    expect(stray).toMatchObject({ code: 2, stderr: expect.stringContaining("who has no answer") as unknown })
  })

  it("puts answers under accounts that are here, where told", async () => {
    const here = await owner().users.create({
      body: { username: "ana", first_name: "Ana", password: "correct horse" },
    })
    const records = JSON.parse(await readFile(join(written("disk"), "records.json"), "utf8"))
    const there = records[0].responses.label[0].user_id
    await writeFile(work().path("who.json"), JSON.stringify({ [there]: "ana" }))
    expect((await bring("--from", ...folder("disk"), "--map-users", work().path("who.json"))).code).toBe(0)
    const brought = await recordsOf("talk")
    expect(brought.records.get("r-0")?.responses?.[0]?.user_id).toBe(here.id)
  })

  it("brought again changes nothing, and undoes no answer that was given here since", async () => {
    await bring("--from", ...folder("disk"))
    const before = await recordsOf("talk")
    const response_id = before.records.get("r-1")?.responses?.[0]?.id ?? ""
    await owner().responses.update({ response_id, body: { status: "discarded" } })
    const { code, report } = await bringJson("--from", ...folder("disk"))
    expect(code).toBe(1)
    expect(report.datasets[0]).toMatchObject({ different: [before.records.get("r-1")?.id], missing: [] })
    const after = await recordsOf("talk")
    expect(after.records.get("r-1")?.responses?.[0]?.status).toBe("discarded")
    expect((await owner().datasets.mine()).items).toHaveLength(1)
  })

  it("is completed by a second run, wherever the first was killed", async () => {
    const [record] = JSON.parse(await readFile(join(written("disk"), "records.json"), "utf8"))
    const many = Array.from({ length: 4_000 }, (_, index) => ({
      ...record,
      id: `m-${index}`,
      _server_id: `0191cafe-0000-7000-8000-${String(index).padStart(12, "0")}`,
    }))
    await cp(written("disk"), work().path("many"), { recursive: true })
    await writeFile(work().path("many/records.json"), JSON.stringify(many))
    const from = ["--from", work().path("many"), "--workspace", "files"]
    const killed = await work().loam(["import", "argilla", ...from], {
      onStart: (child) => {
        const watch = setInterval(async () => {
          const { dataset } = await recordsOf("talk").catch(() => ({ dataset: undefined }))
          if (!dataset) return
          const { total } = await owner().datasets.progress({ dataset_id: dataset.id })
          if (total < 500) return
          clearInterval(watch)
          child.kill("SIGKILL")
        }, 20)
      },
    })
    expect(killed.code).toBeNull()
    const { code, report } = await bringJson(...from)
    expect(report.datasets[0]).toMatchObject({ differences: [], extra: 0, target: { records: 4_000 } })
    expect(code).toBe(0)
  }, 240_000)
})

describe("a table of to_hub", () => {
  it("comes with statuses as they were, pictures, vectors, and no suggestion where there was none", async () => {
    const { code, report } = await bringJson("--from", ...folder("hub"))
    expect(report).toMatchObject({ equal: true, datasets: [{ target: { records: 7, vectors: 6 } }] })
    expect(code).toBe(0)
    const { records } = await recordsOf("seen")
    expect(records.get("r-2")).toMatchObject({
      fields: { picture: expect.stringMatching(/^data:image\/png;base64,iVBOR/) },
      vectors: { meaning: [0.2, -1, 2.5] },
      responses: [{ status: "submitted" }, { status: "draft" }],
    })
    expect(records.get("r-5")?.responses).toMatchObject([
      { status: "discarded", values: { why: { value: "odd" } } },
    ])
    expect(records.get("r-6")).toMatchObject({ suggestions: [], responses: [], metadata: null })
    expect(Object.keys(records.get("r-1")?.fields ?? {}).toSorted()).toEqual(["picture", "prompt", "talk"])
  })

  it("of argilla 1.29 comes with its yaml: everybody is asked, ranks, spans and vectors are whole", async () => {
    const { code, report } = await bringJson("--from", ...folder("older"))
    expect(report).toMatchObject({ equal: true, datasets: [{ name: "older", target: { records: 7 } }] })
    expect(code).toBe(0)
    const { dataset, records } = await recordsOf("older")
    expect(dataset?.distribution.strategy).toBe("everyone")
    expect(records.get("r-1")).toMatchObject({
      vectors: { meaning: [0.1, -1, 2.5] },
      metadata: { extra: { deep: [1, null] } },
      responses: [
        {
          values: {
            order: {
              value: [
                { value: "left", rank: 2 },
                { value: "right", rank: 1 },
              ],
            },
            spans: { value: [{ label: "person", start: 0, end: 4 }] },
          },
        },
        { status: "submitted" },
      ],
    })
    expect(records.get("r-3")?.responses?.map(({ status }) => status)).toEqual(["submitted", "discarded"])
  })
})

describe("a file of records alone", () => {
  const file = join(written("disk"), "records.json")

  it("goes into the dataset that is here, or into a new one with settings beside it", async () => {
    await bring("--from", ...folder("disk"))
    await cp(file, work().path("r.json"))
    const again = await bringJson("--from", work().path("r.json"), "--dataset", "talk")
    expect(again).toMatchObject({ code: 0, report: { equal: true } })
    const settings = join(written("disk"), ".argilla/settings.json")
    const other = ["--dataset", "copy", "--workspace", "files", "--settings", settings]
    const copied = await bringJson("--from", work().path("r.json"), ...other)
    expect(copied).toMatchObject({ code: 0, report: { datasets: [{ target_name: "copy" }] } })
    expect((await owner().datasets.mine()).items.map(({ name }) => name)).toEqual(["talk", "copy"])
  })

  it("without either is refused with both ways out", async () => {
    await cp(file, work().path("r.json"))
    const ended = await bring("--from", work().path("r.json"))
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--dataset.*--settings/) as unknown,
    })
  })
})
