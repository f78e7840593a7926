import type { ExportSettings } from "@loam/schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createExporter } from "../../export.ts"
import { MappingError } from "../../source/mapping-error.ts"
import type { SourceDataset, SourceRecord } from "../../source/types.ts"
import { dataset, question, record, submitted, textField } from "../../test/factories.ts"
import { pairsFromRanks, selectPairs } from "./pairs.ts"
import { saidStrength, saysTie, tokens, whichResponse } from "./tokens.ts"

const fields = [textField("prompt"), textField("response_a"), textField("response_b")]
const shown = { prompt: "Hi", response_a: "A", response_b: "B" }

function run(
  of: SourceDataset,
  records: readonly SourceRecord[],
  settings: Omit<Partial<ExportSettings>, "lint" | "split"> = {},
) {
  const exporter = createExporter({ task: "preference", format: "trl", dataset: of, ...settings })
  const results = records.map((one) => exporter.push(one))
  return {
    rows: results.flatMap(({ rows }) => rows.map(({ data }) => data)),
    codes: results.flatMap(({ findings }) => findings.map(({ code }) => code)),
  }
}

const asked = (options: string[]) => dataset(fields, [question("preference", "label_selection", options)])
const answer = (value: unknown, more: Record<string, unknown> = {}) =>
  record("1", shown, [submitted("ann", { preference: value, ...more })])
const pair = (chosen: string, rejected: string) => ({ prompt: "Hi", chosen, rejected })

describe("a label question between two answers", () => {
  it.each([
    [["response_a", "response_b"], "response_b"],
    [["A is better", "B is better"], "B is better"],
    [["a", "b", "tie"], "b"],
    [["left", "right", "both bad"], "right"],
    [["first", "second"], "second"],
    [["Response B", "Response A"], "Response B"],
  ])("reads %j as what each prefers", (options, picked) => {
    expect(run(asked(options), [answer(picked)]).rows).toEqual([pair("B", "A")])
  })
  it("gives no pair for a tie, and says so", () => {
    expect(run(asked(["a", "b", "tie"]), [answer("tie")])).toEqual({ rows: [], codes: ["tie"] })
  })
  it("takes strengths from the options' names as margins", () => {
    const graded = asked([
      "a_much_better",
      "a_better",
      "a_slightly_better",
      "same",
      "b_slightly_better",
      "b_better",
      "b_much_better",
    ])
    const rows = ["a_much_better", "a_better", "b_slightly_better"].flatMap(
      (one) => run(graded, [answer(one)]).rows,
    )
    expect(rows).toEqual([
      { ...pair("A", "B"), margin: 3 },
      { ...pair("A", "B"), margin: 2 },
      { ...pair("B", "A"), margin: 1 },
    ])
  })
  it("asks instead of guessing when an option's name does not tell", () => {
    const error = () => run(asked(["yes", "no"]), [])
    expect(error).toThrow(MappingError)
    expect(error).toThrow(/'yes'.*'choices'/)
    const choices = { yes: "response_a", no: { winner: "response_b", strength: 2 } }
    const { rows, codes } = run(asked(["yes", "no"]), [answer("no")], { options: { choices } })
    expect([rows, codes]).toEqual([[{ ...pair("B", "A"), margin: 2 }], []])
  })
  it("asks when no option prefers one of the answers", () => {
    expect(() => run(asked(["a", "tie"]), [])).toThrow(/'response_b'/)
  })
})

describe("margins", () => {
  const withStrength = dataset(fields, [
    question("preference", "label_selection", ["a", "b"]),
    question("strength", "rating", [0, 1, 2, 3]),
  ])
  const one = (strength: number) => answer("a", { strength })

  it("come from the strength question, on the chosen scale", () => {
    const margin = (scale: "strength" | "llama2-small" | "none") =>
      run(withStrength, [one(2)], { options: { margin: scale } }).rows[0]?.margin
    expect([margin("strength"), margin("llama2-small"), margin("none")]).toEqual([2, 2 / 3, undefined])
  })
  it("are on all rows or the row is refused", () => {
    const { rows, codes } = run(withStrength, [one(2), answer("b"), one(0)])
    expect(rows.map((row) => row.margin)).toEqual([2, 0])
    expect(codes).toEqual(["margin-missing"])
  })
})

describe("a rating between two answers", () => {
  const likert = (values: number[]) => dataset(fields, [question("preference", "rating", values)])
  const mapping = { choice: "preference" }

  it("prefers the first at the low end, the second at the high end, neither in the middle", () => {
    const results = [1, 2, 3, 4, 5].map((value) => run(likert([1, 2, 3, 4, 5]), [answer(value)], { mapping }))
    expect(results.map(({ rows }) => rows[0])).toEqual([
      { ...pair("A", "B"), margin: 2 },
      { ...pair("A", "B"), margin: 1 },
      undefined,
      { ...pair("B", "A"), margin: 1 },
      { ...pair("B", "A"), margin: 2 },
    ])
  })
  it("has no middle when the number of values is even", () => {
    const results = [1, 2, 3, 4].map(
      (value) => run(likert([1, 2, 3, 4]), [answer(value)], { mapping }).rows[0],
    )
    expect(results).toEqual([
      { ...pair("A", "B"), margin: 2 },
      { ...pair("A", "B"), margin: 1 },
      { ...pair("B", "A"), margin: 1 },
      { ...pair("B", "A"), margin: 2 },
    ])
  })
})

describe("ratings of each answer", () => {
  const rated = dataset(fields, [
    question("rating_a", "rating", [1, 2, 3, 4, 5]),
    question("rating_b", "rating", [1, 2, 3, 4, 5]),
  ])
  const one = (a: number, b: number) => record("1", shown, [submitted("ann", { rating_a: a, rating_b: b })])

  it("are found by their names, and prefer the higher", () => {
    expect(run(rated, [one(2, 5)]).rows).toEqual([pair("B", "A")])
    expect(run(rated, [one(3, 3)]).codes).toEqual(["tie"])
  })
  it("give the difference as margin when asked", () => {
    expect(run(rated, [one(5, 2)], { options: { margin: "score" } }).rows).toEqual([
      { ...pair("A", "B"), margin: 3 },
    ])
  })
})

describe("an edit", () => {
  const edited = dataset([textField("prompt"), textField("response")], [question("correction", "text")])
  const one = (correction: string) =>
    record("1", { prompt: "Hi", response: "Helo" }, [submitted("ann", { correction })])

  it("is preferred to the answer it mends", () => {
    expect(run(edited, [one("Hello")], { mapping: { edit: "correction" } }).rows).toEqual([
      pair("Hello", "Helo"),
    ])
  })
  it("that changes nothing is no pair", () => {
    expect(run(edited, [one("Helo")], { mapping: { edit: "correction" } }).codes).toEqual(["identical-pair"])
  })
})

describe("a ranking", () => {
  const four = ["one", "two", "three", "four"]
  const ranked = dataset([textField("prompt"), ...four.map(textField)], [question("order", "ranking", four)])
  const texts = Object.fromEntries(four.map((name) => [name, name.toUpperCase()]))
  const one = (ranks: number[]) =>
    record("1", { prompt: "Hi", ...texts }, [
      submitted("ann", { order: four.map((value, at) => ({ value, rank: ranks[at] ?? null })) }),
    ])
  const said = (rows: readonly { chosen?: unknown; rejected?: unknown }[]) =>
    rows.map((row) => `${row.chosen}>${row.rejected}`)

  it("gives all its pairs, ties left out", () => {
    expect(said(run(ranked, [one([1, 2, 2, 4])]).rows)).toEqual([
      "ONE>TWO",
      "ONE>THREE",
      "ONE>FOUR",
      "TWO>FOUR",
      "THREE>FOUR",
    ])
  })
  it("gives those of the chosen strategy", () => {
    const by = (pairs: NonNullable<NonNullable<ExportSettings["options"]>["pairs"]>) =>
      said(run(ranked, [one([1, 2, 3, 4])], { options: { pairs } }).rows)
    expect(by({ strategy: "best-vs-each" })).toEqual(["ONE>TWO", "ONE>THREE", "ONE>FOUR"])
    expect(by({ strategy: "adjacent" })).toEqual(["ONE>TWO", "TWO>THREE", "THREE>FOUR"])
    expect(by({ strategy: "best-vs-worst" })).toEqual(["ONE>FOUR"])
    expect(by({ min_gap: 2 })).toEqual(["ONE>THREE", "ONE>FOUR", "TWO>FOUR"])
    expect(by({ max_per_prompt: 1 })).toEqual(["ONE>FOUR"])
    expect(by({ strategy: "best-vs-random", seed: "7" })).toHaveLength(1)
    expect(by({ strategy: "best-vs-random", seed: "7" })).toEqual(
      by({ strategy: "best-vs-random", seed: "7" }),
    )
  })
  it("where all are equal is a tie", () => {
    expect(run(ranked, [one([1, 1, 1, 1])]).codes).toEqual(["tie"])
  })
})

describe("pairsFromRanks", () => {
  it("is the worked example: a1 b2 c2 d4", () => {
    expect(pairsFromRanks([1, 2, 2, 4])).toEqual([
      { chosen: 0, rejected: 1, gap: 1 },
      { chosen: 0, rejected: 2, gap: 1 },
      { chosen: 0, rejected: 3, gap: 3 },
      { chosen: 1, rejected: 3, gap: 2 },
      { chosen: 2, rejected: 3, gap: 2 },
    ])
  })
  it("has C(K, 2) pairs less the ties, each with the better one chosen", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 9 }), (ranks) => {
        const pairs = pairsFromRanks(ranks)
        const ties = ranks.flatMap((a, i) => ranks.slice(i + 1).filter((b) => a === b)).length
        expect(pairs).toHaveLength((ranks.length * (ranks.length - 1)) / 2 - ties)
        for (const { chosen, rejected, gap } of pairs) {
          expect((ranks[rejected] ?? 0) - (ranks[chosen] ?? 0)).toBe(gap)
          expect(gap).toBeGreaterThan(0)
        }
      }),
    )
  })
  it("selects only pairs that exist, never more than asked", () => {
    const strategy = fc.constantFrom(
      "all",
      "best-vs-each",
      "adjacent",
      "best-vs-worst",
      "best-vs-random" as const,
    )
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 }),
        strategy,
        fc.integer({ min: 1, max: 4 }),
        (ranks, strategy, most) => {
          const all = pairsFromRanks(ranks).map((one) => JSON.stringify(one))
          const selected = selectPairs(ranks, { strategy, max_per_prompt: most }, "key")
          expect(selected.length).toBeLessThanOrEqual(most)
          if (all.length > 0) expect(selected.length).toBeGreaterThan(0)
          for (const one of selected) expect(all).toContain(JSON.stringify(one))
        },
      ),
    )
  })
})

describe("names", () => {
  it("are taken apart at case, signs and digits", () => {
    expect(tokens("responseA_2-best")).toEqual(["response", "a", "2", "best"])
  })
  it("point at one response or at none", () => {
    const which = whichResponse(["response-1", "response-2"])
    expect(["Response 2 is better", "2", "response-1", "both 1 and 2", "none"].map(which)).toEqual([
      1,
      1,
      0,
      undefined,
      undefined,
    ])
  })
  it("say ties and strengths", () => {
    expect(["About the same", "tie", "A"].map(saysTie)).toEqual([true, true, false])
    expect(["A significantly better", "slightly worse", "A"].map(saidStrength)).toEqual([3, 1, undefined])
  })
})
