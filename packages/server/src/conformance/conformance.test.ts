import { readFile } from "node:fs/promises"
import { beforeAll, describe, expect, it } from "vitest"
import { argilla129 } from "./argilla-1.29.ts"
import { argilla28 } from "./argilla-2.8.ts"
import type { Recording } from "./differences.ts"
import { type Outcome, replayed } from "./held.ts"
import { withRecordedExchanges } from "./page.ts"

const recordings = [argilla28, argilla129]
const outcomes = new Map<Recording, Outcome>()
beforeAll(async () => {
  for (const recording of recordings) outcomes.set(recording, await replayed(recording))
}, 300_000)

describe.each(recordings)("recorded exchanges with $name", (recording) => {
  const { decisions, leftOut, additions, rules } = recording
  const outcome = () => {
    const found = outcomes.get(recording)
    if (!found) throw new Error("not replayed")
    return found
  }

  it("differ where somebody decided so, in that way, and nowhere else", () => {
    const listed = Object.assign({}, ...decisions.map((decision) => decision.exchanges))
    expect(Object.fromEntries(outcome().differences)).toEqual(listed)
  })
  it("meet every member that is said to be added, and every rule", () => {
    expect([...additions, ...rules].filter((each) => !outcome().met.has(each))).toEqual([])
  })
  it("build on requests that are answered as it was supposed", () => {
    const ids = recording.supplied.map((exchange) => exchange.id)
    expect(ids.filter((id) => outcome().differences.has(id))).toEqual([])
  })
  it("are decided about or left out once each", () => {
    const ids = [...decisions.flatMap((decision) => Object.keys(decision.exchanges)), ...Object.keys(leftOut)]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const known = new Set(outcome().exchanges.map((exchange) => exchange.id))
    expect(ids.filter((id) => !known.has(id))).toEqual([])
  })
  it("show an answer of our own wherever the original failed", () => {
    const failed = outcome().exchanges.filter(({ id, status }) => status >= 500 && !(id in leftOut))
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.filter((exchange) => !outcome().differences.has(exchange.id))).toEqual([])
  })
})

it("the page about compatibility lists what differs, by reason", async () => {
  const path = "../../../../docs/argilla-compatibility.md"
  const page = await readFile(new URL(path, import.meta.url), "utf8")
  const held = recordings.flatMap((recording) => {
    const outcome = outcomes.get(recording)
    return outcome ? [{ recording, outcome }] : []
  })
  await expect(withRecordedExchanges(page, held)).toMatchFileSnapshot(path)
})
