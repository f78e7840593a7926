import { describe, expect, it } from "vitest"
import { fastHash, hashRow } from "./fast-hash.ts"

describe("fastHash", () => {
  it("tells 200,000 near-equal texts apart", () => {
    const seen = new Set<string>()
    for (let i = 0; i < 200_000; i += 1) seen.add(fastHash(`row number ${i} of a file`).join())
    expect(seen.size).toBe(200_000)
  })
})

describe("hashRow", () => {
  it("gives a long text the same hash whatever was hashed before, and tells long near-equal ones apart", () => {
    const long = (n: number) => `${"the same beginning ".repeat(20)}${n} and the same end`
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      prompt: long(n >> 1),
      chosen: long(n),
      n: n & 1,
    }))
    const first = rows.map((row) => hashRow(row).join())
    expect(new Set(first).size).toBe(rows.length)
    const backwards = rows.toReversed().map((row) => hashRow(structuredClone(row)).join())
    expect(backwards.toReversed()).toEqual(first)
  })

  it("is equal for equal rows and different for rows that differ in one character or place", () => {
    const row = { prompt: [{ role: "user", content: "Hi" }], label: true, n: 1 }
    expect(hashRow(structuredClone(row))).toEqual(hashRow(row))
    const others = [
      { ...row, label: false },
      { ...row, n: 2 },
      { ...row, prompt: [{ role: "user", content: "hi" }] },
      { ...row, prompt: [{ role: "Hi", content: "user" }] },
      { prompt: "a", chosen: "b" },
      { prompt: "b", chosen: "a" },
      { ...row, n: "1" },
      { ...row, prompt: {} },
      { ...row, prompt: [] },
      { prompt: "a", other: "b" },
    ]
    expect(new Set([row, ...others].map((one) => hashRow(one).join())).size).toBe(others.length + 1)
  })
})
