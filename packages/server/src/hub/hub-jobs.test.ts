import { createRepo, listFiles, uploadFile } from "@huggingface/hub"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { jobHandlers } from "../job-handlers.ts"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords } from "../test/factories.ts"
import { writeToken } from "../test/hub/caller.ts"
import { type Hub, startHub } from "../test/hub/start-hub.ts"
import { until } from "../test/receiver.ts"
import { refusedWith } from "../test/refused.ts"

describe("jobs with the Hub", () => {
  let test: TestApp
  let hub: Hub
  const before = process.env.HF_ENDPOINT
  beforeAll(async () => {
    hub = await startHub()
    process.env.HF_ENDPOINT = `${hub.url}/`
    test = await createTestApp({ LOAM_LOG_LEVEL: "silent" })
    await test.services.jobs.work(jobHandlers(test.services))
  })
  afterAll(async () => {
    await test.close()
    await hub.stop()
    if (before === undefined) delete process.env.HF_ENDPOINT
    else process.env.HF_ENDPOINT = before
  })
  const statusOf = async (job_id: string) => (await test.owner.client.jobs.get({ job_id })).status
  const ended = async ({ id }: { id: string }) => {
    await until(async () => /finished|failed/.test(await statusOf(id)), "the end of the job")
    return statusOf(id)
  }
  const mapping = {
    fields: [{ source: "prompt", target: "prompt" }],
    external_id: "external_id",
  }

  const queueSchema = async () => {
    const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(
      test.services.database.db,
    )
    return `${rows[0]?.name}_jobs`
  }

  async function pushed(name: string) {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    await buildRecords(client, dataset_id, 250)
    const job = await client.jobs.exportToHub({ dataset_id, body: { name, token: writeToken } })
    expect(job.status).toBe("queued")
    return { dataset_id, job }
  }

  it("export records as Parquet with a card, and keep no token", async () => {
    const { job } = await pushed("team/pushed")
    expect(await ended(job)).toBe("finished")
    const response = await fetch(`${hub.url}/api/datasets/team/pushed/tree/main?recursive=true`)
    const paths = ((await response.json()) as { path: string }[]).map(({ path }) => path)
    expect(paths).toContain("data/train-00000-of-00001.parquet")
    expect(paths).toContain("README.md")
    // Somebody who reads the database later finds nothing to write to the Hub with.
    const queue = test.services.database.engine === "pglite" ? "loam_jobs" : await queueSchema()
    const { rows } = await sql<{ data: object }>`
      select data from ${sql.table(`${queue}.job`)} where id = ${job.id}`.execute(test.services.database.db)
    expect(rows[0]?.data).toHaveProperty("dataset_id")
    expect(rows[0]?.data).not.toHaveProperty("token")
  })

  it("end as failed with a wrong token, without trying again", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    await buildRecords(client, dataset_id, 1)
    const asked = hub.state.requests.length
    const job = await client.jobs.exportToHub({ dataset_id, body: { name: "team/x", token: "hf_wrong" } })
    expect(await ended(job)).toBe("failed")
    expect(hub.state.requests.length - asked).toBeLessThanOrEqual(2)
  })

  it("have nothing to export from an empty dataset, and no ids but their own", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    expect(
      await refusedWith(client.jobs.exportToHub({ dataset_id, body: { name: "a/b", token: "t" } })),
    ).toBe(422)
    expect(await refusedWith(client.jobs.get({ job_id: "not-a-uuid" }))).toBe(404)
    expect(await refusedWith(client.jobs.get({ job_id: dataset_id }))).toBe(404)
  })

  it("are not queued twice for one key", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    await buildRecords(client, dataset_id, 1)
    const body = { name: "team/keyed", token: writeToken }
    const send = (idempotencyKey: string, name = body.name) =>
      client.jobs.exportToHub({ dataset_id, body: { ...body, name } }, { idempotencyKey })
    const [first, ...others] = await Promise.all([send("one"), send("one"), send("one")])
    for (const other of others) expect(other.id).toBe(first.id)
    expect((await send("two")).id).not.toBe(first.id)
    expect(await refusedWith(send("one", "team/another"))).toBe(422)
    expect(await ended(first)).toBe("finished")
  })

  it("keep what others wrote on the page of the dataset, and their subsets", async () => {
    const card = [
      "---",
      "license: cc-by-4.0 # ours",
      "configs:",
      "- config_name: theirs",
      "  default: true",
      "  data_files: theirs/*",
      "---",
      "# A page by hand",
      "",
      "With text.",
    ].join("\n")
    const access = { accessToken: writeToken, hubUrl: hub.url }
    const repo = { type: "dataset", name: "team/page" } as const
    await createRepo({ ...access, repo })
    await uploadFile({ ...access, repo, file: { path: "README.md", content: new Blob([card]) } })
    const read = async () => (await fetch(`${hub.url}/datasets/team/page/resolve/main/README.md`)).text()
    for (const _ of [1, 2]) {
      const { job } = await pushed("team/page")
      expect(await ended(job)).toBe("finished")
      const page = await read()
      expect(page).toContain("license: cc-by-4.0 # ours")
      expect(page).toContain("# A page by hand\n\nWith text.")
      expect(page.match(/config_name: default/g)).toHaveLength(2)
      expect(page.match(/config_name: theirs/g)).toHaveLength(1)
      expect(page.match(/default: true/g)).toHaveLength(1)
    }
  })

  it("leave the settings beside the rows, and no shards of an export before", async () => {
    const access = { accessToken: writeToken, hubUrl: hub.url }
    const repo = { type: "dataset", name: "team/again" } as const
    await createRepo({ ...access, repo })
    const old = ["data/train-00000-of-00002.parquet", "data/test-00000-of-00001.parquet"]
    for (const path of old) await uploadFile({ ...access, repo, file: { path, content: new Blob(["x"]) } })
    const { job, dataset_id } = await pushed("team/again")
    expect(await ended(job)).toBe("finished")
    const paths: string[] = []
    for await (const { path, type } of listFiles({ ...access, repo, recursive: true }))
      if (type === "file") paths.push(path)
    expect(paths).toEqual([
      ".argilla/dataset.json",
      ".argilla/settings.json",
      ".gitattributes",
      "README.md",
      "data/test-00000-of-00001.parquet",
      "data/train-00000-of-00001.parquet",
    ])
    const settings = await fetch(`${hub.url}/datasets/team/again/resolve/main/.argilla/dataset.json`)
    expect(await settings.json()).toMatchObject({ id: dataset_id })
  })

  it("import what was exported, once, however often they run", async () => {
    const { job } = await pushed("team/round")
    expect(await ended(job)).toBe("finished")
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    const body = { name: "team/round", subset: "default", split: "train", mapping }
    for (const _ of [1, 2]) {
      expect(await ended(await client.jobs.importFromHub({ dataset_id, body }))).toBe("finished")
      const { items, total } = await client.records.list({ dataset_id, query: { limit: 1000 } })
      expect(total).toBe(250)
      expect(items.map(({ fields, external_id }) => `${fields.prompt} ${external_id}`)).toEqual(
        Array.from({ length: 250 }, (_, index) => `prompt ${index} ${index}`),
      )
    }
  })

  it("import into a draft, or what is not there, ends as failed", async () => {
    const { client } = test.owner
    const draft = await buildDataset(client, { publish: false })
    const ready = await buildDataset(client)
    const body = { name: "team/none", subset: "default", split: "train", mapping }
    for (const { id: dataset_id } of [draft, ready])
      expect(await ended(await client.jobs.importFromHub({ dataset_id, body }))).toBe("failed")
  })
})
