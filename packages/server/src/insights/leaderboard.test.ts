import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd, type CrowdRecord, crowdLines, crowdSets, llmfao } from "../test/crowd.ts"
import { labelQuestion, rankingQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const order = rankingQuestion("order", ["x", "y", "z"], false)
const ranks = (...names: string[]) => names.map((value, at) => ({ value, rank: at + 1 }))
const game = (
  id: string,
  left: string | null,
  right: string,
  answers: Record<string, string>,
): CrowdRecord => ({
  id,
  metadata: { left, right },
  answers: Object.fromEntries(
    Object.entries(answers).map(([person, better]) => [person, { better, order: ranks("x", "y", "z") }]),
  ),
})

describe("leaderboard", () => {
  let crowd: Crowd
  beforeAll(async () => {
    const records = [
      game("1", "m1", "m2", { ann: "left", bob: "left", cat: "right" }),
      game("2", "m2", "m1", { ann: "right", bob: "same" }),
      game("3", null, "m2", { ann: "left" }),
      game("4", "m1", "m2", { ann: "bad" }),
      game("5", "m1", "m1", { ann: "left" }),
    ]
    const questions = [
      labelQuestion("better", ["left", "right", "same", "bad"]),
      order,
      textQuestion("why", false),
    ]
    crowd = await buildCrowd(test, questions, records)
  })
  const ask = (query: object) =>
    crowd.admin.client.insights.leaderboard({ dataset_id: crowd.dataset.id, query: query as never })
  const models = ["left=metadata.left", "right=metadata.right"]

  it("counts wins by the models' names in the metadata, whichever side they stood on", async () => {
    const board = await ask({ question: "better", model: models, tie: ["same"], ties: "half", draws: 50 })
    expect(board).toMatchObject({ comparisons: 5, voters: 3, left_out: 3, reason: null })
    expect(board.rows).toMatchObject([
      { contestant: "m1", wins: 3, losses: 1, ties: 1, rank: 1, win_rate: 0.7 },
      { contestant: "m2", wins: 1, losses: 3, ties: 1, rank: 2 },
    ])
    // Two models: the odds are those of their wins.
    const [m1, m2] = board.rows
    expect((m1?.strength ?? 0) - (m2?.strength ?? 0)).toBeCloseTo(Math.log(3.5 / 1.5), 9)
    expect(m1?.elo_interval).not.toBeNull()
  })

  it("ranks the options of a ranking themselves, and repeats for the same seed", async () => {
    const board = await ask({ question: "order", draws: 20, seed: 3 })
    expect(board.rows.map((row) => row.contestant)).toEqual(["x", "y", "z"])
    expect(board).toMatchObject({ comparisons: 8 * 3, note: "regularised" })
    expect(await ask({ question: "order", draws: 20, seed: 3 })).toEqual(board)
  })

  it.each([
    [{}, /one of 'better', 'order'/],
    [{ question: "why" }, /type label_selection or ranking: question must be one of 'better', 'order'/],
    [{ question: "better" }, /at least two models.*'left', 'right', 'same', 'bad'/],
    [{ question: "better", model: ["top=metadata.left"] }, /option and '=': 'left', 'right'/],
    [{ question: "better", model: ["left=left", "right=metadata.right"] }, /'metadata\.' and a key/],
    [{ question: "better", model: models, tie: ["draw"] }, /tie must be one of 'left'/],
  ])("refuses %j and names the choices", async (query, sentence) => {
    const refused = await refusal(ask(query))
    expect(refused?.status).toBe(422)
    expect(refused?.message).toMatch(sentence)
  })

  it("is not for those who answer", async () => {
    const ann = crowd.people.get("ann")
    const call = ann?.client.insights.leaderboard({ dataset_id: crowd.dataset.id }) ?? Promise.resolve()
    expect((await refusal(call))?.status).toBe(403)
  })
})

describe.skipIf(!crowdSets)("llmfao", () => {
  it("gives 59 models the published strengths with halved ties, and Davidson's parameter 1.479708", async () => {
    const crowd = await buildCrowd(test, [labelQuestion("winner", ["left", "right", "tie"])], llmfao())
    const ask = (ties: "half" | "davidson") =>
      crowd.admin.client.insights.leaderboard({
        dataset_id: crowd.dataset.id,
        query: { model: ["left=metadata.left", "right=metadata.right"], tie: ["tie"], ties, draws: 0 },
      })
    const board = await ask("half")
    expect(board).toMatchObject({ voters: 124, left_out: 0 })
    expect(board.rows).toHaveLength(59)
    for (const [algorithm, name = "", score] of crowdLines(
      "golden",
      "upstream",
      "evalica-llmfao-golden.csv",
    )) {
      if (algorithm !== "bradley_terry") continue
      const row = board.rows.find((each) => each.contestant === name)
      expect(Math.abs((row?.share ?? 0) - Number(score)), name).toBeLessThan(1e-8)
    }
    expect((await ask("davidson")).tie).toBeCloseTo(1.479708, 5)
  })
})
