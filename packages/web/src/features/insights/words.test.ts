import { expect, test } from "vitest"
import { decimal, forecastWords, readingOf, share } from "./words.ts"

test("no figure reads NaN, −0 or a whole that is none", () => {
  expect([decimal(Number.NaN), decimal(null), decimal(-0.001), decimal(-0.25)]).toEqual([
    "–",
    "–",
    "0.00",
    "−0.25",
  ])
  expect([share(0.9999), share(0.0001), share(1), share(0), share(null)]).toEqual([
    "99%",
    "1%",
    "100%",
    "0%",
    "–",
  ])
})

test("bands begin where they are said to", () => {
  const titles = [0.8, 0.79, 0.667, 0.3, 0, -0.2].map(
    (value) => readingOf({ measure: "alpha", value })?.title,
  )
  expect(titles).toEqual(["Reliable", "Tentative", "Tentative", "Low", "As by chance", "Opposed"])
  expect(readingOf({ measure: "percent", value: 0.9 })).toBeNull()
})

test("an uneven pace promises no latest day", () => {
  const words = forecastWords({
    remaining: 10,
    per_day: 2,
    days: 5,
    expected: "2026-12-01",
    earliest: "2026-11-25",
    latest: null,
    reason: null,
  })
  expect(words.text).toContain("too uneven")
})
