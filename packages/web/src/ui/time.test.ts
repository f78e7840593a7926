/** Timestamps of the wire in people's words. */
import { expect, test } from "vitest"
import { parseTimestamp, timeAgo } from "./time.ts"

const now = new Date("2026-06-15T12:00:00Z")

test("a timestamp without a zone is UTC, one with a zone keeps it", () => {
  expect(parseTimestamp("2026-06-15T12:00:00.123456").toISOString()).toBe("2026-06-15T12:00:00.123Z")
  expect(parseTimestamp("2026-06-15T12:00:00+02:00").toISOString()).toBe("2026-06-15T10:00:00.000Z")
})

test.each([
  ["2026-06-15T11:59:30.000000", "just now"],
  ["2026-06-15T12:00:09.000000", "just now"],
  ["2026-06-15T11:58:30.000000", "1 minute ago"],
  ["2026-06-15T09:10:00.000000", "2 hours ago"],
  ["2026-06-14T11:00:00.000000", "yesterday"],
  ["2026-06-01T11:00:00.000000", "2 weeks ago"],
  ["2025-01-01T11:00:00.000000", "last year"],
])("%s is %s", (timestamp, words) => {
  expect(timeAgo(timestamp, now, "en")).toBe(words)
})
