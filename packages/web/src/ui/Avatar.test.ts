/** Initials of any name. */
import { expect, test } from "vitest"
import { initials, toneOf } from "./Avatar.tsx"

test("letters are what people see as letters", () => {
  expect(initials("marta okafor")).toBe("MO")
  expect(initials("marta")).toBe("M")
  expect(initials("a.b-c")).toBe("AB")
  expect(initials("👩‍🔬 lab")).toBe("👩‍🔬L")
  expect(initials("")).toBe("?")
})

test("a name keeps its colour", () => {
  expect(toneOf("marta")).toBe(toneOf("marta"))
})
