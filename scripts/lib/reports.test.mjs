import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { countPlaywright, countVitest, inWords, outcome, sum } from "./reports.mjs"

const folder = mkdtempSync(join(tmpdir(), "loam-reports-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {unknown} content */
function fileWith(content) {
  const file = join(folder, `${Math.random()}.json`)
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content))
  return file
}

const vitestReport = {
  numPassedTests: 3,
  numFailedTests: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{}] }],
}

test("a file that could not be loaded counts as a failure", () => {
  const broken = { ...vitestReport, testResults: [{ status: "failed", assertionResults: [] }] }
  expect(countVitest(vitestReport)).toEqual({ passed: 3, failed: 1, skipped: 2 })
  expect(countVitest(broken)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test("a flaky browser test passed, an error outside the tests failed", () => {
  const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 }
  expect(countPlaywright({ stats, errors: [{ message: "no config" }] })).toEqual({
    passed: 5,
    failed: 3,
    skipped: 3,
  })
})

test("a run that crashes without a failed test, or without a report, still fails", () => {
  const allPassed = fileWith({ ...vitestReport, numFailedTests: 0 })
  expect(outcome(allPassed, countVitest, 1).failed).toBe(1)
  expect(outcome(allPassed, countVitest, 0).failed).toBe(0)
  expect(outcome(join(folder, "missing.json"), countVitest, 139)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  })
  expect(outcome(fileWith('{"numPassed'), countVitest, 137).failed).toBe(1)
  expect(outcome(fileWith(vitestReport), countVitest, 1).failed).toBe(1)
})

test("the sum says what a reader of the last line looks for", () => {
  const total = sum([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 1, failed: 1, skipped: 0 },
  ])
  expect(inWords(total)).toBe("3 passed, 1 failed")
  expect(inWords({ ...total, skipped: 4 })).toBe("3 passed, 1 failed, 4 skipped")
})
