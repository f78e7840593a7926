/** Two real crowd sets, read from LOAM_TEST_DATA: the figures published for them, and those worked out beside them. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import {
  accuracyAgainst,
  answerPatterns,
  bradleyTerry,
  type CodedRatings,
  type Comparisons,
  createUnifier,
  dawidSkene,
  encode,
  firstLeaders,
  glad,
  gwetAC,
  krippendorffAlpha,
  leaderboard,
  mace,
  mulberry32,
  oneCoin,
  pairCounts,
  positionPreference,
  type RatingRow,
  reliability,
  strengthShares,
  tabulate,
  tabulateComparisons,
  unifyAll,
  voteShares,
  wawa,
} from "../index.ts"

const folder = process.env.LOAM_TEST_DATA
if (!folder) console.warn("LOAM_TEST_DATA is not set: the real crowd sets (bluebirds, llmfao) are skipped")

const read = (...path: string[]) => readFileSync(join(folder ?? "", ...path), "utf8")

describe.skipIf(!folder)("bluebirds: 39 people, 108 photos, is it an indigo bunting", () => {
  const coded = folder ? bluebirds() : null
  const table = () => coded?.table as CodedRatings<string>
  const gold = () => coded?.gold as Int32Array

  const accuracy = (codes: ArrayLike<number>) => {
    const hits = gold().filter((right, item) => codes[item] === right).length
    return hits / gold().length
  }
  const best = (posterior: Float64Array) => firstLeaders({ width: 2, share: posterior })

  test("the file is read whole", () => {
    expect(table().value).toHaveLength(39 * 108)
  })

  test("majority is right on 82 of 108, and so is the vote weighted by agreement with it", () => {
    expect(accuracy(firstLeaders(voteShares(table())))).toBe(82 / 108)
    expect(accuracy(firstLeaders(wawa(table()).shares))).toBe(82 / 108)
  })

  test("Dawid–Skene clearly beats majority: .8981 raw, .8889 smoothed by 1", () => {
    const raw = dawidSkene(table(), { smoothing: 0, tolerance: 1e-9 })
    expect(accuracy(best(raw.posterior))).toBeCloseTo(0.8981, 4)
    expect(raw.logLikelihood).toBeCloseTo(-1888.1168, 3)
    expect(raw.iterations).toBe(21)
    expect(accuracy(best(dawidSkene(table(), { smoothing: 1 }).posterior))).toBeCloseTo(0.8889, 4)
  })

  test("one-coin .5833, MACE .8611, GLAD .7222: a single accuracy misses that people err one way", () => {
    expect(accuracy(best(oneCoin(table()).posterior))).toBeCloseTo(0.5833, 4)
    expect(accuracy(best(mace(table()).posterior))).toBeCloseTo(0.8611, 4)
    expect(accuracy(best(glad(table()).posterior))).toBeCloseTo(0.7222, 4)
  })

  test("alpha .1255 and AC1 .2218", () => {
    const patterns = answerPatterns(table())
    expect(krippendorffAlpha(patterns).value).toBeCloseTo(0.1255, 4)
    expect(gwetAC(patterns).value).toBeCloseTo(0.2218, 4)
  })

  test("unify gives the same answers as the model it names, for every photo", () => {
    const settings = {
      type: "label_selection" as const,
      options: ["false", "true"].map((value) => ({ value, text: value, description: null })),
      visible_options: null,
    }
    const labels = { ...table(), value: Array.from(table().value, (code) => table().categories[code] ?? "") }
    const model = dawidSkene(table(), { smoothing: 1 })
    const unified = unifyAll(settings, { name: "dawid_skene", smoothing: 1 }, labels)
    expect(unified.map((each) => each.value)).toEqual(
      Array.from(best(model.posterior), (code) => table().categories[code]),
    )
    const byVote = unifyAll(settings, { name: "majority" }, labels).map((each) => each.value)
    expect(accuracy(byVote.map((value) => table().categories.indexOf(value ?? "")))).toBe(82 / 108)
    expect(() => createUnifier(settings, { name: "mace" })).toThrow(/hand them in/)
  })

  test("people's figures against gold are their hits and trials, inside their intervals", () => {
    const { hits, trials } = accuracyAgainst(table(), gold())
    const people = reliability(table(), { gold: gold(), dawidSkene: dawidSkene(table()) })
    people.forEach((person, at) => {
      expect(person.gold?.value).toBe((hits[at] ?? 0) / (trials[at] ?? 1))
      expect(person.gold?.low).toBeLessThan(person.gold?.value ?? 0)
      expect(person.answers).toBe(108)
    })
  })
})

describe.skipIf(!folder)("llmfao: 8,931 votes of 124 people on 59 models", () => {
  const votes = folder ? llmfao() : null
  const table = () => votes?.comparisons as Comparisons

  test("Bradley–Terry with halved ties equals the published strengths of every model", () => {
    const model = bradleyTerry(pairCounts(table()), { ties: "half" })
    const shares = strengthShares(model.strength ?? [])
    for (const [name, score] of votes?.published ?? []) {
      expect(Math.abs((shares[table().contestants.indexOf(name)] ?? 0) - score), name).toBeLessThan(1e-8)
    }
    expect(shares[table().contestants.indexOf("GPT 4")]).toBeCloseTo(0.041218, 6)
  })

  test("Davidson's tie parameter is 1.479708", () => {
    expect(leaderboard(table()).tie).toBeCloseTo(1.479708, 5)
  })

  test("3,471 ties, 2,911 left, 2,549 right: the left was chosen in .533 of the decided, more than chance", () => {
    const [ties, left] = [0, 1].map((outcome) => table().outcome.filter((each) => each === outcome).length)
    expect([ties, left, table().outcome.length]).toEqual([3471, 2911, 8931])
    const decided = [...table().outcome].flatMap(
      (outcome, row): RatingRow<{ place: number; of: number }>[] => {
        const rater = String(table().voter[row])
        return outcome === 0
          ? []
          : [{ item: String(row), rater, value: { place: outcome > 0 ? 0 : 1, of: 2 } }]
      },
    )
    const [everybody] = positionPreference(tabulate(decided))
    expect(everybody?.first.value).toBeCloseTo(0.533, 3)
    expect(everybody?.biased).toBe(true)
  })

  test("nominal alpha of the votes is .2906", () => {
    expect(krippendorffAlpha(answerPatterns(votes?.verdicts as CodedRatings<string>)).value).toBeCloseTo(
      0.2906,
      4,
    )
  })

  test("intervals by resampling voters hold every estimate, and the best model's rank is near the top", () => {
    const board = leaderboard(table(), { bootstrap: { random: mulberry32(7), draws: 200 } })
    expect(board.rows).toHaveLength(59)
    for (const row of board.rows ?? []) {
      expect(row.elo_interval?.low).toBeLessThan(row.elo)
      expect(row.elo_interval?.high).toBeGreaterThan(row.elo)
    }
    expect(board.rows?.[0]?.rank_interval?.low).toBe(1)
  })
})

function bluebirds(): { table: CodedRatings<string>; gold: Int32Array } {
  const pairs = (text: string) => [...text.matchAll(/(\d+): (true|false)/g)]
  const rows: RatingRow<string>[] = []
  for (const [, rater = "", body = ""] of read("bluebirds", "labels.yaml").matchAll(/(\d+): \{([^}]*)\}/g)) {
    for (const [, item = "", value = ""] of pairs(body)) rows.push({ item, rater, value })
  }
  const table = encode(tabulate(rows), ["false", "true"])
  const right = new Map(pairs(read("bluebirds", "gt.yaml")).map(([, item, value]) => [item, value]))
  return { table, gold: Int32Array.from(table.items, (item) => (right.get(item) === "true" ? 1 : 0)) }
}

function llmfao() {
  const rows = read("llmfao", "crowd-comparisons.csv").trim().split(/\r?\n/).slice(1).map(csvFields)
  const comparisons = tabulateComparisons(
    rows.map(([, , , , voter = "", winner, left = "", right = ""]) => ({
      left,
      right,
      winner: winner as "left",
      voter,
    })),
  )
  // One unit is a pair of answers to a prompt as shown; the answer is the verdict.
  const verdicts = encode(
    tabulate(
      rows.map(([, prompt, x, y, rater = "", value = ""]) => ({ item: `${prompt} ${x} ${y}`, rater, value })),
    ),
  )
  const published = read("golden", "upstream", "evalica-llmfao-golden.csv")
    .trim()
    .split(/\r?\n/)
    .map(csvFields)
    .flatMap(([algorithm, name = "", score]): [string, number][] =>
      algorithm === "bradley_terry" ? [[name, Number(score)]] : [],
    )
  return { comparisons, verdicts, published }
}

/** Fields of a CSV line; the files quote none that holds a quote. */
const csvFields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? "")
