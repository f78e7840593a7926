import { expect, test } from "vitest"
import { filtersOf, readTestArguments } from "./test-arguments.mjs"

test("without arguments every leg runs", () => {
  expect(readTestArguments([])).toEqual({
    legs: ["unit", "postgres", "browser", "consumers", "python"],
    filters: [],
  })
})

test("--only takes one leg, several, or several with commas", () => {
  expect(readTestArguments(["--only", "browser"]).legs).toEqual(["browser"])
  expect(readTestArguments(["--only", "postgres", "--only=unit"]).legs).toEqual(["unit", "postgres"])
  expect(readTestArguments(["--only", "unit,browser"]).legs).toEqual(["unit", "browser"])
})

test("a path takes out the legs that have no such file", () => {
  expect(readTestArguments(["./packages/server/src/leases"]).legs).toEqual(["unit", "postgres"])
  expect(readTestArguments(["packages/training"]).legs).toEqual(["unit"])
  expect(readTestArguments(["lease"]).legs).toEqual(["unit", "postgres"])
  expect(readTestArguments(["e2e/annotate.spec.ts"]).legs).toEqual(["browser"])
  expect(readTestArguments(["e2e/durability/kill.test.ts"]).legs).toEqual(["unit"])
  expect(readTestArguments(["e2e/annotate"]).legs).toEqual(["unit", "browser"])
  expect(readTestArguments(["e2e/python"]).legs).toEqual(["python"])
  expect(readTestArguments(["e2e/python/consumers"]).legs).toEqual(["consumers"])
  expect(readTestArguments(["e2e/exported/fill.ts"]).legs).toEqual(["consumers"])
  expect(readTestArguments(["e2e", "packages/sdk"]).legs).toEqual(["unit", "browser"])
})

test("each leg gets its own paths only", () => {
  const filters = ["e2e/annotate.spec.ts", "packages/sdk"]
  expect(filtersOf("browser", filters)).toEqual(["e2e/annotate.spec.ts"])
  expect(filtersOf("unit", filters)).toEqual(["packages/sdk"])
  expect(filtersOf("postgres", filters)).toEqual([])
})

test("an unknown leg or option is refused with the usage", () => {
  expect(() => readTestArguments(["--only", "e2e"])).toThrow(/no leg "e2e".*npm test/s)
  expect(() => readTestArguments(["--watch"])).toThrow(/--watch.*npm test/s)
})
