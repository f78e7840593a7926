import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace } from "../test/factories.ts"

const people = 4
const records = 3

type Action =
  | { readonly kind: "lease"; readonly person: number; readonly count: number }
  | { readonly kind: "give back"; readonly person: number }
  | {
      readonly kind: "answer"
      readonly person: number
      readonly record: number
      readonly status: "draft" | "submitted" | "discarded"
    }
  | { readonly kind: "take back"; readonly person: number; readonly record: number }
  | { readonly kind: "wanted"; readonly min_submitted: number }

const person = fc.nat(people - 1)
const record = fc.nat(records - 1)
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant("lease" as const), person, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("give back" as const), person }),
  fc.record({
    kind: fc.constant("answer" as const),
    person,
    record,
    status: fc.constantFrom("draft" as const, "submitted" as const, "discarded" as const),
  }),
  fc.record({ kind: fc.constant("take back" as const), person, record }),
  fc.record({ kind: fc.constant("wanted" as const), min_submitted: fc.integer({ min: 1, max: 3 }) }),
)

interface State {
  readonly status: string
  readonly wanted: number
  readonly submitted_count: number
  readonly taken: number
  readonly counted: number
  readonly surplus: number
  readonly holders: number
}

describe("whatever people do in whatever order", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  /** What the rows say, beside what the record claims. */
  async function states(datasetId: string): Promise<State[]> {
    const { rows } = await sql<State>`
      select r.status, d.min_submitted as wanted, r.submitted_count, r.taken,
        (select count(*) from responses a where a.record_id = r.id and a.status = 'submitted' and not a.surplus) as counted,
        (select count(*) from responses a where a.record_id = r.id and a.status = 'submitted' and a.surplus) as surplus,
        (select count(distinct user_id) from (
          select user_id from leases where record_id = r.id
          union select user_id from responses where record_id = r.id and (status = 'draft' or (status = 'submitted' and not surplus))
        ) h) as holders
      from records r join datasets d on d.id = r.dataset_id where r.dataset_id = ${datasetId}`.execute(
      test.services.database.db,
    )
    return rows
  }

  it("records never count more answers than wanted, never fewer than they have, and slots equal their holders", async () => {
    const workspace = await buildWorkspace(test.owner.client)
    const team: Person[] = []
    for (let index = 0; index < people; index += 1) team.push(await test.person("annotator", [workspace.id]))
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
        const dataset = await buildDataset(test.owner.client, { workspace_id: workspace.id })
        const built = await buildRecords(test.owner.client, dataset.id, records)
        const responses = new Map<string, string>()
        for (const each of actions) {
          if (each.kind === "wanted") {
            const distribution = { strategy: "overlap", min_submitted: each.min_submitted } as const
            await test.owner.client.datasets.update({ dataset_id: dataset.id, body: { distribution } })
          } else {
            await act(
              each,
              team[each.person] as Person,
              dataset.id,
              built.map(({ id }) => id),
              responses,
            )
          }
          for (const state of await states(dataset.id)) {
            expect(state.counted).toBe(Math.min(state.wanted, state.counted + state.surplus))
            expect(state.submitted_count).toBe(state.counted)
            expect(state.status).toBe(state.counted >= state.wanted ? "completed" : "pending")
            expect(state.taken).toBe(state.holders)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  async function act(
    each: Exclude<Action, { kind: "wanted" }>,
    { client, id }: Person,
    dataset_id: string,
    recordIds: readonly string[],
    responses: Map<string, string>,
  ): Promise<void> {
    if (each.kind === "lease")
      await client.leases.take({ dataset_id, body: { holder: "tab", count: each.count } })
    else if (each.kind === "give back") await client.leases.giveBack({ dataset_id, query: { holder: "tab" } })
    else {
      const record_id = recordIds[each.record] ?? ""
      const key = `${id} ${record_id}`
      if (each.kind === "answer") {
        const values = { demonstration: { value: "x" } }
        const { items } = await client.responses.bulk({
          body: { items: [{ record_id, status: each.status, values }] },
        })
        responses.set(key, items[0]?.item?.id ?? "")
      } else {
        const response_id = responses.get(key)
        if (response_id) await client.responses.remove({ response_id })
        responses.delete(key)
      }
    }
  }
})
