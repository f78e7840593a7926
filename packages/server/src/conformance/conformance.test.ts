import { beforeAll, describe, expect, it } from "vitest"
import { argilla129 } from "./argilla-1.29.ts"
import { argilla28 } from "./argilla-2.8.ts"
import { type Outcome, replayed } from "./held.ts"

describe.each([argilla28, argilla129])("recorded exchanges with $name", (recording) => {
  const { decisions, leftOut, additions, rules } = recording
  let outcome: Outcome
  beforeAll(async () => {
    outcome = await replayed(recording)
  }, 120_000)

  it("differ where somebody decided so, in that way, and nowhere else", () => {
    const listed = Object.assign({}, ...decisions.map((decision) => decision.exchanges))
    expect(Object.fromEntries(outcome.differences)).toEqual(listed)
  })
  it("meet every member that is said to be added, and every rule", () => {
    expect([...additions, ...rules].filter((each) => !outcome.met.has(each))).toEqual([])
  })
  it("build on requests that are answered as it was supposed", () => {
    const ids = recording.supplied.map((exchange) => exchange.id)
    expect(ids.filter((id) => outcome.differences.has(id))).toEqual([])
  })
  it("are decided about or left out once each", () => {
    const ids = [...decisions.flatMap((decision) => Object.keys(decision.exchanges)), ...Object.keys(leftOut)]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const known = new Set(outcome.exchanges.map((exchange) => exchange.id))
    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })
  it("show an answer of our own wherever the original failed", () => {
    const failed = outcome.exchanges.filter((exchange) => exchange.status >= 500 && !(exchange.id in leftOut))
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.filter((exchange) => !outcome.differences.has(exchange.id))).toEqual([])
  })
})
