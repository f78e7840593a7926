import { expect, test } from "vitest"
import { asLocal, asMoment } from "./Moment.tsx"

test("a moment moves by the time zone on its way through the field", () => {
  for (const moment of ["2026-01-31T12:00:00.000Z", "2026-07-01T00:30:00.000Z"])
    expect(asMoment(asLocal(moment))).toBe(moment)
  expect([asLocal(undefined), asLocal("yesterday"), asMoment("")]).toEqual(["", "", undefined])
})
