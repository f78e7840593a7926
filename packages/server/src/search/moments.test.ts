import { describe, expect, it } from "vitest"
import { readMoment } from "./moments.ts"

describe("moments", () => {
  it.each([
    "2026-01-31",
    "2026-01-31T12:00",
    "2026-01-31 12:00:59",
    "2026-01-31T12:00:59.123456",
    "2026-01-31T12:00:59Z",
    "2026-01-31T12:00:59+02",
    "2024-02-29T23:59:59.9-11:30",
  ])("read %s", (text) => {
    expect(readMoment(text)).toBe(text)
  })

  it.each([
    "",
    "yesterday",
    "20260131",
    "2026-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-01",
    "0000-01-01",
    "2026-01-01T24:00",
    "2026-01-01T12",
    "2026-01-01T12:60",
    "2026-01-01T12:00:60",
    "2026-01-01T12:00:00+16",
    "2026-01-01'; drop table records",
  ])("are not read from %j, which the database would refuse with a fault", (text) => {
    expect(readMoment(text)).toBeUndefined()
  })
})
