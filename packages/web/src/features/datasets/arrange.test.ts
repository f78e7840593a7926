/** Search, filter and order of the home page. */
import type { Dataset } from "@loam/schema"
import { describe, expect, test } from "vitest"
import { arrange, myWork } from "./arrange.ts"

type Mine = NonNullable<Dataset["progress"]>["mine"]

function buildDataset(name: string, more: Partial<Dataset> & { mine?: Partial<Mine> } = {}): Dataset {
  const { mine, ...rest } = more
  return {
    id: `00000000-0000-4000-8000-${String(name.length).padStart(12, "0")}`,
    name,
    guidelines: null,
    guidelines_version: 1,
    allow_extra_metadata: true,
    status: "ready",
    distribution: { strategy: "overlap", min_submitted: 1 },
    metadata: null,
    workspace_id: "00000000-0000-4000-8000-000000000001",
    workspace_name: "team-a",
    last_activity_at: "2026-01-01T00:00:00.000000",
    inserted_at: "2026-01-01T00:00:00.000000",
    updated_at: "2026-01-01T00:00:00.000000",
    can: ["answer"],
    progress: {
      total: 10,
      completed: 0,
      pending: 10,
      mine: { pending: 0, draft: 0, submitted: 0, discarded: 0, ...mine },
    },
    ...rest,
  }
}
const names = (datasets: Dataset[]) => datasets.map(({ name }) => name)

describe("arrange", () => {
  const datasets = [
    buildDataset("round-10", { inserted_at: "2026-03-01T00:00:00.000000", mine: { pending: 1 } }),
    buildDataset("round-9", { last_activity_at: "2026-05-01T00:00:00.000000", mine: { pending: 7 } }),
    buildDataset("Évaluation", { workspace_name: "Recherche", mine: { pending: 7 } }),
  ]

  test("all words must match, in name or workspace, without regard to case and accents", () => {
    expect(names(arrange(datasets, { q: "evaluation RECH" }))).toEqual(["Évaluation"])
    expect(names(arrange(datasets, { q: "round recherche" }))).toEqual([])
    expect(arrange(datasets, { q: "   " })).toHaveLength(3)
  })

  test("only the chosen workspaces are shown", () => {
    expect(names(arrange(datasets, { workspaces: "Recherche" }))).toEqual(["Évaluation"])
    expect(arrange(datasets, { workspaces: "Recherche,team-a" })).toHaveLength(3)
    expect(arrange(datasets, { workspaces: "gone" })).toHaveLength(0)
  })

  test("each order is right, names count as people count, and equals go by name", () => {
    expect(names(arrange(datasets, { sort: "name" }))).toEqual(["Évaluation", "round-9", "round-10"])
    expect(names(arrange(datasets, {}))[0]).toBe("round-9")
    expect(names(arrange(datasets, { sort: "created" }))[0]).toBe("round-10")
    expect(names(arrange(datasets, { sort: "left" }))).toEqual(["Évaluation", "round-9", "round-10"])
  })

  test("the list it was given is not reordered", () => {
    const before = names(datasets)
    arrange(datasets, { sort: "name" })
    expect(names(datasets)).toEqual(before)
  })
})

describe("myWork", () => {
  test("holds what can be answered now: no drafts of datasets, nothing without open records", () => {
    const work = myWork([
      buildDataset("not published", { status: "draft", mine: { pending: 3 } }),
      buildDataset("all done", { mine: { submitted: 10 } }),
      buildDataset("drafts only", { mine: { draft: 1 } }),
      buildDataset("open", { mine: { pending: 3 } }),
    ])
    expect(names(work)).toEqual(["drafts only", "open"])
  })

  test("what was started comes before what is merely newer", () => {
    const work = myWork([
      buildDataset("new", { last_activity_at: "2026-06-01T00:00:00.000000", mine: { pending: 9 } }),
      buildDataset("started", { mine: { pending: 2, submitted: 1 } }),
    ])
    expect(names(work)).toEqual(["started", "new"])
  })
})
