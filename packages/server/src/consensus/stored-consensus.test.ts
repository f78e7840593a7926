import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { jobHandlers } from "../job-handlers.ts"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd, fourRecords } from "../test/crowd.ts"
import { labelQuestion, ratingQuestion } from "../test/factories.ts"
import { until } from "../test/receiver.ts"
import { refusal, refusedWith } from "../test/refused.ts"

const questions = [labelQuestion("label", ["a", "b", "c"]), ratingQuestion("stars")]

describe("stored consensus", () => {
  let test: TestApp
  let crowd: Crowd
  beforeAll(async () => {
    test = await createTestApp()
    crowd = await buildCrowd(test, questions, fourRecords)
  })
  afterAll(() => test.close())

  const about = () => ({ dataset_id: crowd.dataset.id })
  const { label, stars } = { label: { question: "label" }, stars: { question: "stars" } }
  const compute = (body: object) => crowd.admin.client.consensus.compute({ ...about(), body })
  const valuesOf = async (version: number, query: object = label) =>
    (await crowd.admin.client.consensus.values({ ...about(), version: String(version), query })).items
  const answer = (person: string, record: string, values: Record<string, unknown>) =>
    crowd.people.get(person)?.client.responses.bulk({
      body: {
        items: [
          {
            record_id: crowd.ids.get(record) ?? "",
            status: "submitted",
            values: Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, { value: value as never }]),
            ),
          },
        ],
      },
    })
  const idOf = (name: string) => crowd.people.get(name)?.id

  it("keeps what a policy made of the answers, with policy, seed, software, moment and whose answers counted", async () => {
    const version = await compute({ ...label, policy: "majority:tie=option_order,seed=7" })
    expect(version).toMatchObject({
      ...{ version: 1, status: "ready", current: true, stale: false, seed: 7 },
      ...{ done: 4, total: 4, resolved: 3, kept_all: 0, abstained: 1, people: [], job_id: null, error: null },
      policy: { name: "majority", tie: ["option_order"], min_answers: 1, seed: 7 },
      question: { name: "label", type: "label_selection" },
      actor: { id: crowd.admin.id },
      loam_version: expect.stringMatching(/^\d+\.\d+/),
    })
    expect(version.mean_confidence).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12)
    const items = await valuesOf(1)
    const live = await crowd.admin.client.insights.consensus({
      ...about(),
      query: { ...label, policy: "majority:tie=option_order,seed=7" },
    })
    expect(items).toEqual(live.items)
    expect(items[0]).toMatchObject({
      value: "a",
      contributors: ["ann", "bob", "cat"].map(idOf),
      weights: [1, 1, 1],
    })
  })

  it("is stale after a newer answer, keeps what it had, and makes a new version by the same policy when asked again", async () => {
    const before = await valuesOf(1)
    await answer("cat", "1", { label: "a", stars: 5 })
    await answer("ann", "4", { label: "b", stars: 1 })
    const { items } = await crowd.admin.client.consensus.list({ ...about(), query: label })
    expect(items).toMatchObject([{ version: 1, stale: true, current: true }])
    expect(await valuesOf(1)).toEqual(before)
    expect(await compute(label)).toMatchObject({
      version: 2,
      stale: false,
      current: true,
      policy: items[0]?.policy,
    })
    const all = await crowd.admin.client.consensus.list({ ...about(), query: label })
    expect(all.items.map(({ version, current }) => [version, current])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  it("tells on how many records two versions differ, and how", async () => {
    const found = await crowd.admin.client.consensus.compare({ ...about(), version: "2", query: label })
    expect(found).toMatchObject({ from: 1, to: 2, records: 4, same: 3, changed: 1, decided: 0, opened: 0 })
    expect(found.items).toMatchObject([{ external_id: "4", from: { value: "c" }, to: { value: "b" } }])
    await compute({ ...label, policy: "majority" })
    const opened = await crowd.admin.client.consensus.compare({
      ...about(),
      version: "3",
      query: { ...label, with: 2 },
    })
    expect(opened).toMatchObject({ changed: 2, decided: 0, opened: 2 })
    expect(opened.items.map(({ to }) => to?.status)).toEqual(["abstained", "abstained"])
  })

  it("stores what a model learnt of each person, what was kept of several answers, and figures as figures", async () => {
    const fitted = await compute({ ...label, policy: { name: "dawid_skene", smoothing: 0.5 } })
    expect(fitted.people.map(({ user }) => user.id).sort()).toEqual(["ann", "bob", "cat"].map(idOf).sort())
    expect(fitted.people.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true)
    await compute({ ...stars, policy: "keep_all" })
    const [first] = await valuesOf(1, stars)
    expect(first).toMatchObject({ value: null, values: [1, 2, 5], status: "kept_all" })
    const cat = crowd.people.get("cat")?.username
    await compute({
      ...stars,
      policy: { name: "mean", weights: { from: "given", values: { [cat ?? ""]: 5 } } },
    })
    const [mean] = await valuesOf(2, stars)
    expect(mean).toMatchObject({ value: (1 + 2 + 25) / 7, weights: [1, 1, 5] })
  })

  it("is as of one moment: an answer changed while it is computed is read as it was", async () => {
    const { db } = test.services.database
    const version = await compute({ ...stars, policy: "max" })
    await answer("bob", "2", { label: "a", stars: 5 })
    // As the job does that begins again after the process died.
    await sql`update consensus_versions set status = 'computing' where id = ${version.id}`.execute(db)
    await jobHandlers(test.services).consensus({ id: version.id }, { last: false })
    const [, second] = await valuesOf(version.version, stars)
    expect(second).toMatchObject({ external_id: "2", value: 4 })
    const [newest] = (await crowd.admin.client.consensus.list({ ...about(), query: stars })).items
    expect(newest).toMatchObject({ status: "ready", stale: true, done: 4 })
  })

  it("is read with records, filtered and sorted by, and not shown to labelers", async () => {
    const { client } = crowd.admin
    const query = { include: ["consensus"] }
    const { items } = await client.records.list({ ...about(), query })
    expect(items[0]?.consensus).toMatchObject({
      label: { version: 4, value: "a", status: "resolved" },
      stars: { version: 3 },
    })
    const found = async (body: object) =>
      (await client.search.all({ ...about(), body: body as never })).items.map(
        ({ record }) => record.external_id,
      )
    const confidence = { entity: "consensus", ...label, property: "confidence" }
    const sorted = await found({ sort: [{ scope: confidence, order: "desc" }] })
    const known = items.filter(({ consensus }) => (consensus?.label?.confidence ?? null) !== null)
    known.sort((a, b) => (b.consensus?.label?.confidence ?? 0) - (a.consensus?.label?.confidence ?? 0))
    expect(sorted.slice(0, known.length)).toEqual(known.map(({ external_id }) => external_id))
    const filtered = (filter: object) => found({ filters: { and: [filter] } })
    const value = { entity: "consensus", ...label, version: 1 }
    expect(await filtered({ type: "terms", scope: value, values: ["c"] })).toEqual(["4"])
    expect(await filtered({ type: "terms", scope: { ...value, version: 2 }, values: ["c"] })).toEqual([])
    expect(
      await filtered({ type: "terms", scope: { ...value, property: "status" }, values: ["abstained"] }),
    ).toEqual(["3"])
    expect(await filtered({ type: "range", scope: { entity: "consensus", ...stars }, ge: 4 })).toEqual([
      "1",
      "2",
    ])
    const labeler = crowd.people.get("ann")?.client
    const mine = await labeler?.search.mine({ ...about(), query, body: {} })
    expect(mine?.items[0]?.record).not.toHaveProperty("consensus")
    const prying = labeler?.search.mine({
      ...about(),
      body: { sort: [{ scope: confidence, order: "asc" }] } as never,
    })
    expect(await refusedWith(prying ?? Promise.resolve())).toBe(422)
  })

  it("is what expressions and exports use where they ask for it, by the version it had", async () => {
    const { client } = crowd.admin
    const select = async (unify: string[]) =>
      (await client.exports.selection({ ...about(), query: { where: 'label = "c"', unify } })).matched
    expect(await select(["label=stored:version=1"])).toBe(1)
    expect(await select(["label=stored:version=2"])).toBe(0)
    const query = {
      task: "text-classification",
      map: ["text=field:prompt", "label=label"],
      unify: ["label=stored"],
    }
    const check = await client.exports.check({ ...about(), query })
    expect(check.manifest.policies).toEqual({ label: "stored:version=4" })
    expect(check.manifest.options.query).toMatchObject({ unify: ["label=stored:version=4"] })
    const rows = async () => (await client.exports.download({ ...about(), query })).text()
    const before = await rows()
    await compute({ ...label, policy: "majority:tie=option_order" })
    const { as_of } = check.manifest
    const repeated = await client.exports.download({
      ...about(),
      query: { ...(check.manifest.options.query as object), as_of },
    })
    expect(await repeated.text()).toBe(before)
    for (const unify of ["label=stored:version=99", "label=stored:newest", "stars=stored:version=44"])
      expect(await refusedWith(select([unify])), unify).toBe(422)
  })

  it("forgets with a deleted record what was made of its answers, and with a version only that", async () => {
    const id = crowd.ids.get("4") ?? ""
    await crowd.admin.client.records.remove({ record_id: id })
    expect((await valuesOf(1)).map(({ external_id }) => external_id)).toEqual(["1", "2", "3"])
    const { items } = await crowd.admin.client.consensus.list({ ...about(), query: stars })
    expect(items[0]?.stale).toBe(true)
    await crowd.admin.client.consensus.remove({ ...about(), version: "1", query: label })
    expect(await refusedWith(valuesOf(1))).toBe(404)
    expect((await compute(label)).version).toBe(6)
  })

  it("refuses a policy that does not fit before anything is stored", async () => {
    const count = async () =>
      (await crowd.admin.client.consensus.list({ ...about(), query: {} })).items.length
    const before = await count()
    for (const body of [
      { ...label, policy: "mean" },
      { ...label, policy: "person:raters=nobody-here" },
      { ...label, policy: { name: "weighted_majority", weights: { from: "gold", at: "elsewhere" } } },
      { policy: "majority" },
    ])
      expect(await refusedWith(compute(body)), JSON.stringify(body)).toBe(422)
    expect(await count()).toBe(before)
    const refused = await refusal(
      crowd.admin.client.consensus.compare({ ...about(), version: "99", query: label }),
    )
    expect(refused?.status).toBe(404)
  })

  it("begins once for one Idempotency-Key", async () => {
    const call = () =>
      test.app.request(`/api/v1/datasets/${crowd.dataset.id}/consensus/versions`, {
        method: "POST",
        headers: {
          "X-Argilla-Api-Key": crowd.admin.api_key,
          "Content-Type": "application/json",
          "Idempotency-Key": "a key",
        },
        body: JSON.stringify(stars),
      })
    const [first, second] = [await (await call()).json(), await (await call()).json()]
    expect(second).toMatchObject({ id: first.id, version: first.version })
    const { items } = await crowd.admin.client.consensus.list({ ...about(), query: stars })
    expect(items[0]).toMatchObject({ id: first.id, status: "ready" })
  })

  it("computes a large one as a job, with progress, and says when it failed", async () => {
    const many = Array.from({ length: 2_001 }, (_, at) => ({
      id: String(at),
      answers: at < 10 ? { ann: { label: "a", stars: 1 }, bob: { label: at < 5 ? "a" : "b", stars: 2 } } : {},
    }))
    const large = await buildCrowd(test, questions, many)
    const place = { dataset_id: large.dataset.id }
    await test.services.jobs.work(jobHandlers(test.services))
    const version = await large.admin.client.consensus.compute({
      ...place,
      body: { ...label, policy: "mace" },
    })
    expect(version).toMatchObject({
      status: "computing",
      current: false,
      total: 2_001,
      job_id: expect.any(String),
    })
    const now = () => large.admin.client.consensus.get({ ...place, version: "1", query: label })
    await until(async () => (await now()).status === "ready", "the end of the job")
    expect(await now()).toMatchObject({ done: 2_001, current: true, resolved: expect.any(Number) })
    expect((await now()).abstained).toBe((await now()).done - (await now()).resolved)
    expect((await large.admin.client.jobs.get({ job_id: version.job_id ?? "" })).status).toBe("finished")
  })
})
