/** Percentages that people can rely on. */
import { expect, test } from "vitest"
import { percent } from "./ProgressBar.tsx"

test("0% and 100% are said only when they are exact", () => {
  expect(percent(0, 1000)).toBe("0%")
  expect(percent(1, 1000)).toBe("1%")
  expect(percent(999, 1000)).toBe("99%")
  expect(percent(1000, 1000)).toBe("100%")
  expect(percent(0, 0)).toBe("0%")
})
