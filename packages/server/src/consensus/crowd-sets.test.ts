/** Crowd sets end to end: imported with their many raters, unified, compared with gold; small ones always, large ones where they are. */
import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { bluebirds, buildCrowd, type Crowd, type CrowdRecord, crowdSets, llmfao } from "../test/crowd.ts"
import { labelQuestion, ratingQuestion } from "../test/factories.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

/** Numbers published, or computed beside this program. */
const golden = JSON.parse(
  readFileSync(new URL("../../../quality/src/test/golden.json", import.meta.url), "utf8"),
)

const measuresOf = async ({ admin, dataset }: Crowd, query: object) => {
  const found = await admin.client.insights.agreement({
    dataset_id: dataset.id,
    query: { draws: 0, ...query },
  })
  return Object.fromEntries(found.measures.map(({ measure, value }) => [measure, value]))
}

const clientOf = ({ admin, dataset: { id: dataset_id } }: Crowd) => {
  const { client } = admin
  return {
    people: (query: object) => client.insights.annotators({ dataset_id, query }),
    gold: (policy: object, gold = "metadata.gold") =>
      client.insights.gold({ dataset_id, query: { policy: JSON.stringify(policy), gold } }),
    goldTable: (values: Record<string, string>) =>
      client.insights.goldTable({ dataset_id, body: { values, policy: "majority" } }),
    compute: (policy: object) => client.consensus.compute({ dataset_id, body: { policy: policy as never } }),
    values: async (version: number) =>
      (await client.consensus.values({ dataset_id, version: String(version), query: { limit: 1_000 } }))
        .items,
  }
}

describe("five people on five tasks", () => {
  let crowd: Crowd
  beforeAll(async () => {
    const records = new Map<string, CrowdRecord & { answers: Record<string, { truth: string }> }>()
    for (const [id, person, truth] of golden.toy_rows_task_worker_label as [string, string, string][]) {
      const record = records.get(id) ?? { id, answers: {} }
      record.answers[person] = { truth }
      records.set(id, record)
    }
    crowd = await buildCrowd(test, [labelQuestion("truth", ["no", "yes"])], [...records.values()])
  })

  const byTask = (items: Awaited<ReturnType<ReturnType<typeof clientOf>["values"]>>) =>
    new Map(items.map((item) => [item.external_id, item]))
  const weights = (people: readonly { user: { id: string }; weight: number }[]) =>
    Object.fromEntries(
      [...crowd.people].map(([name, { id }]) => [name, people.find(({ user }) => user.id === id)?.weight]),
    )

  it("stores Dawid–Skene's, MACE's and Wawa's published results, and what each person was worth to them", async () => {
    const { compute, values } = clientOf(crowd)
    // Fitting stops when a round gains next to nothing: two digits later than the published figure's.
    const models = [
      [{ name: "dawid_skene", smoothing: 1 }, golden.dawid_skene_smooth1_converged.probs, 3e-3],
      [{ name: "mace" }, golden.mace_vb_50.probs, 1e-6],
      [
        { name: "weighted_majority", weights: { from: "wawa" }, tie: ["option_order"] },
        golden.wawa.probs,
        1e-9,
      ],
    ] as const
    for (const [policy, probabilities, tolerance] of models) {
      const { version } = await compute(policy)
      const found = byTask(await values(version))
      for (const [task, shares] of Object.entries(probabilities as Record<string, Record<string, number>>)) {
        const [label = "", share = 0] = Object.entries(shares).sort(([, a], [, b]) => b - a)[0] ?? []
        expect(found.get(task)?.value, `${policy.name} ${task}`).toBe(label)
        expect(Math.abs((found.get(task)?.confidence ?? 0) - share), `${policy.name} ${task}`).toBeLessThan(
          tolerance,
        )
      }
    }
    const [wawa, mace, dawidSkene] = (
      await crowd.admin.client.consensus.list({ dataset_id: crowd.dataset.id })
    ).items
    const near = (
      found: Record<string, number | undefined>,
      wanted: Record<string, number>,
      tolerance: number,
    ) => {
      for (const [name, value] of Object.entries(wanted))
        expect(Math.abs((found[name] ?? Number.NaN) - value), name).toBeLessThan(tolerance)
    }
    near(weights(mace?.people ?? []), golden.mace_vb_50.competence, 1e-6)
    near(weights(dawidSkene?.people ?? []), golden.ds_expected_accuracy, 3e-3)
    expect(Object.values(weights(wawa?.people ?? [])).every((weight) => (weight ?? 0) > 0)).toBe(true)
  })

  it("measures each person by the others as published", async () => {
    const { items } = await clientOf(crowd).people({})
    for (const [name, share] of Object.entries(golden.leave_one_out_agreement as Record<string, number>)) {
      const own = items.find(({ user }) => user.id === crowd.people.get(name)?.id)
      expect(own?.with_others?.value, name).toBeCloseTo(share, 9)
    }
  })
})

it("Krippendorff's 12 units of four people: every level of alpha, AC1 and percent as published", async () => {
  const units = golden.codings_units_by_rater as (number | null)[][]
  const records = units.map((unit, at) => ({
    id: String(at),
    answers: Object.fromEntries(
      unit.flatMap((code, person) => (code === null ? [] : [[`p${person}`, { code }] as const])),
    ),
  }))
  const crowd = await buildCrowd(test, [ratingQuestion("code")], records)
  for (const level of ["nominal", "ordinal", "interval", "ratio"] as const)
    expect((await measuresOf(crowd, { measure: ["alpha"], level })).alpha, level).toBeCloseTo(
      golden.krippendorff[level][0],
      9,
    )
  const found = await measuresOf(crowd, { measure: ["percent", "ac1"] })
  expect(found.ac1).toBeCloseTo(0.775444, 5)
  expect(found.percent).toBeCloseTo(0.818182, 5)
})

describe.skipIf(!crowdSets)("bluebirds: 108 photos × 39 people", () => {
  let crowd: Crowd
  const photos = crowdSets ? bluebirds() : []
  beforeAll(async () => {
    crowd = await buildCrowd(test, [labelQuestion("bunting", ["false", "true"])], photos)
  })

  it("agree as little as published: alpha .1255, AC1 .2218", async () => {
    const found = await measuresOf(crowd, { measure: ["alpha", "ac1"] })
    expect(found.alpha).toBeCloseTo(0.1255, 4)
    expect(found.ac1).toBeCloseTo(0.2218, 4)
  })

  it("are right as often as published, by every policy: .7593 majority, .8981 Dawid–Skene, .8611 MACE, .5833 one-coin", async () => {
    const { gold } = clientOf(crowd)
    const policies = [
      [{ name: "majority" }, 0.7593],
      [{ name: "weighted_majority", weights: { from: "wawa" } }, 0.7593],
      [{ name: "dawid_skene", smoothing: 0 }, 0.8981],
      [{ name: "dawid_skene", smoothing: 1 }, 0.8889],
      [{ name: "one_coin" }, 0.5833],
      [{ name: "mace" }, 0.8611],
    ] as const
    for (const [policy, accuracy] of policies) {
      const found = await gold(policy)
      expect(found, JSON.stringify(policy)).toMatchObject({ records: 108, with_gold: 108, abstained: 0 })
      expect(found.accuracy.value, JSON.stringify(policy)).toBeCloseTo(accuracy, 4)
    }
  })

  it("gives the same accuracy with gold from metadata, from a table, and as stored consensus", async () => {
    const { gold, goldTable, compute, values } = clientOf(crowd)
    const right = new Map(photos.map(({ id, metadata }) => [id, String(metadata?.gold)]))
    expect((await goldTable(Object.fromEntries(right))).accuracy).toEqual(
      (await gold({ name: "majority" })).accuracy,
    )
    const version = await compute({ name: "dawid_skene", smoothing: 0 })
    expect(version).toMatchObject({ status: "ready", resolved: 108, abstained: 0 })
    expect(version.people).toHaveLength(39)
    const hits = (await values(version.version)).filter(
      ({ external_id, value }) => right.get(external_id ?? "") === value,
    )
    expect(hits).toHaveLength(97)
  })

  it("weighs people by gold where it is told where gold stands, which beats a plain majority", async () => {
    const { gold } = clientOf(crowd)
    const plain = await gold({ name: "majority" })
    const policy = {
      name: "weighted_majority",
      log_odds: true,
      weights: { from: "gold", at: "metadata.gold" },
    }
    const weighted = await gold(policy)
    expect(weighted.policy).toMatchObject({ weights: { from: "gold", at: "metadata.gold" } })
    expect(weighted.accuracy.value ?? 0).toBeGreaterThan(plain.accuracy.value ?? 1)
  })
})

describe.skipIf(!crowdSets)("llmfao: 8,931 votes of 124 people", () => {
  it("agree and vote as published: alpha .2906, 3,471 ties, 2,911 left, 2,549 right", async () => {
    const crowd = await buildCrowd(test, [labelQuestion("winner", ["left", "right", "tie"])], llmfao())
    const { alpha } = await measuresOf(crowd, { measure: ["alpha"] })
    expect(alpha).toBeCloseTo(0.2906, 4)
    const tallies = await crowd.admin.client.insights.tallies({ dataset_id: crowd.dataset.id, query: {} })
    expect(tallies.items.map(({ option, answers }) => [option, answers])).toEqual([
      ["left", 2911],
      ["right", 2549],
      ["tie", 3471],
    ])
    expect((await clientOf(crowd).people({})).items).toHaveLength(124)
  })
})
