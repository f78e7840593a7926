/** Counts tests in the JSON reports of Vitest and Playwright, so that nothing that failed is left out of the sum. */
import { readFileSync } from "node:fs"

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    none,
  )
}

/** @param {Counts} counts */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`
}

/**
 * A file that could not be loaded has no tests in the report, but it failed: it counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * @param {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
}

/**
 * @param {string} xml JUnit's report, as pytest and Schemathesis write it
 * @returns {Counts}
 */
export function countJunit(xml) {
  const counts = { ...none }
  for (const [, attributes] of xml.matchAll(/<testsuite ([^>]*)>/g)) {
    const number = (/** @type {string} */ name) =>
      Number(new RegExp(`${name}="(\\d+)"`).exec(attributes ?? "")?.[1] ?? 0)
    const failed = number("failures") + number("errors")
    counts.failed += failed
    counts.skipped += number("skipped")
    counts.passed += number("tests") - failed - number("skipped")
  }
  return counts
}

/**
 * What a run came to. A run that ended badly without a failed test (it crashed, a hook failed, an error went unhandled)
 * counts as one failure.
 * @template Report
 * @param {string} file the JSON report, which a crash leaves unwritten
 * @param {(report: Report) => Counts} count
 * @param {number} exitCode
 * @returns {Counts}
 */
export function outcome(file, count, exitCode) {
  const counts = readCounts(file, count)
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Counts} count
 */
function readCounts(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, "utf8")))
  } catch {
    return none
  }
}
