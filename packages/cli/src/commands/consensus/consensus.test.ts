/** Stored consensus, gold from a file and the purge of history, as somebody types them. */
import { writeFile } from "node:fs/promises"
import { FeedbackDataset, LabelQuestion, type RemoteFeedbackDataset, TextField } from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

let server: TestServer
let work: SignedIn
let remote: RemoteFeedbackDataset
const records: string[] = []

beforeAll(async () => {
  server = await startTestServer()
  work = await signedIn(server)
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" })],
    questions: [new LabelQuestion({ name: "topic", labels: ["law", "art"] })],
  })
  dataset.addRecords(
    [1, 2, 3].map((each) => ({ fields: { prompt: `Prompt ${each}` }, external_id: `r-${each}` })),
  )
  const { id } = await dataset.push({ name: "judged", workspace: "team", client: server.owner })
  remote = await FeedbackDataset.open({ id, client: server.owner })
  for await (const { id: record_id } of remote.records()) {
    records.push(record_id)
    await answer(record_id, "law")
  }
})
afterAll(async () => {
  await work.remove()
  await server.stop()
})

const answer = (record_id: string, topic: string) =>
  server.owner.responses.bulk({
    body: { items: [{ record_id, status: "submitted", values: { topic: { value: topic } } }] },
  })
const loam = (...args: string[]) => work.loam(args)
const asJson = async (...args: string[]) => {
  const ended = await loam(...args, "--json")
  expect(ended).toMatchObject({ code: 0, stderr: "" })
  return ended.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
}

describe("loam consensus", () => {
  it("is computed, listed, shown and compared; exports take it; deleted ones are gone", async () => {
    const about = ["-d", "judged", "--question", "topic"]
    expect(await loam("consensus", "list", "-d", "judged")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("loam consensus compute"),
    })
    expect(await loam("consensus", "compute", ...about)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Version 1 of 'topic' by majority: 3 resolved, 0 abstained"),
    })
    await answer(records[1] ?? "", "art")
    const [[stale]] = await asJson("consensus", "list", ...about)
    expect(stale).toMatchObject({ version: 1, stale: true, current: true })
    expect((await asJson("consensus", "compute", ...about, "--policy", "majority:seed=3"))[0]).toMatchObject({
      version: 2,
      policy: { name: "majority", seed: 3 },
      status: "ready",
    })
    const [comparison] = await asJson("consensus", "compare", "2", ...about)
    expect(comparison).toMatchObject({ from: 1, to: 2, same: 2, changed: 1 })
    expect((await asJson("consensus", "show", "1", ...about)).map(({ value }) => value)).toEqual([
      "law",
      "law",
      "law",
    ])
    expect((await loam("consensus", "show", ...about)).stdout).toContain('"seed":3')
    const exported = await loam(
      "export",
      "-d",
      "judged",
      "--task",
      "text-classification",
      "--map",
      "label=topic",
      "--unify",
      "topic=stored:version=1",
      "-o",
      "-",
    )
    expect(exported.stdout.match(/law/g)).toHaveLength(3)
    expect(await loam("consensus", "delete", "1", ...about)).toMatchObject({ code: 0 })
    expect(await loam("consensus", "show", "1", ...about)).toMatchObject({ code: 4 })
    expect(await loam("consensus", "show", "one", ...about)).toMatchObject({ code: 2 })
  })

  it("is compared with a column of a file, by external ids", async () => {
    await writeFile(
      work.path("gold.jsonl"),
      ["law", "law", "art"]
        .map((gold, at) => `${JSON.stringify({ external_id: `r-${at + 1}`, truth: gold })}\n`)
        .join(""),
    )
    const about = ["-d", "judged", "--question", "topic", "--gold-file", "gold.jsonl"]
    const [found] = await asJson("consensus", ...about, "--value", "truth")
    expect(found).toMatchObject({ with_gold: 3, accuracy: { hits: 1, trials: 3 } })
    const refused = await loam("consensus", ...about, "--value", "right")
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("external_id, truth") })
  })
})

describe("loam datasets", () => {
  it("tells what is kept of the past, and purges it when asked twice", async () => {
    await remote.deleteRecords([records[0] ?? ""])
    const [before] = await asJson("datasets", "history", "judged")
    expect(before).toMatchObject({ since: null, deleted_records: 1 })
    const refused = await loam("datasets", "purge-history", "judged")
    expect(refused.code).not.toBe(0)
    const [purged] = await asJson("datasets", "purge-history", "judged", "--yes")
    expect(purged).toMatchObject({ records: before.records, actor: { username: "owner" } })
    expect((await loam("datasets", "history", "judged")).stdout).toContain("by owner")
    const [after] = await asJson("datasets", "history", "judged")
    expect(after).toMatchObject({ records: 0, deleted_records: 0, since: expect.any(String) })
  })
})
