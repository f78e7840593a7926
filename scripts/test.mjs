/** `npm test`: builds, then every test on both database engines and in the browser, and one line that sums them up. */
import { resolve } from "node:path"
import { prepare } from "./lib/bootstrap.mjs"
import { ensureBuild } from "./lib/builds.mjs"
import { legs } from "./lib/legs.mjs"
import { findPostgres } from "./lib/postgres-binaries.mjs"
import { startCluster } from "./lib/postgres-cluster.mjs"
import { inWords, none, sum } from "./lib/reports.mjs"
import { Problem, runMain, say, sayLoudly } from "./lib/say.mjs"
import { filtersOf, readTestArguments } from "./lib/test-arguments.mjs"

/** @typedef {{ name: string, counts: import("./lib/reports.mjs").Counts, skip?: string[], seconds: number }} Finished */

/** With LOAM_TEST_STRICT a leg that cannot run is a failure, so that a machine meant to run all of them cannot lose one. */
const strict = Boolean(process.env.LOAM_TEST_STRICT)

/** @type {NodeJS.Signals | undefined} */
let interrupted
for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
  process.on(signal, () => {
    interrupted = signal // the runner gets it too and ends; the cluster is stopped below
  })
}

await runMain(async () => {
  const { legs: wanted, filters } = readTestArguments(process.argv.slice(2))
  const node = await prepare()
  const build = tryToBuild(node)
  sayTestData()
  const cluster = await clusterFor(wanted)
  try {
    const databaseUrl = process.env.TEST_DATABASE_URL || cluster?.url
    const finished = await runLegs(wanted, (name) => ({
      node,
      databaseUrl,
      filters: filtersOf(name, filters),
    }))
    return conclude([...build, ...finished])
  } finally {
    await cluster?.stop()
  }
})

/**
 * A build that fails is a failure of its own; the tests that read the sources say more about it.
 * @param {string} node
 * @returns {Finished[]}
 */
function tryToBuild(node) {
  const start = Date.now()
  try {
    ensureBuild(node)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(error.message)
    return [{ name: "build", counts: { ...none, failed: 1 }, seconds: (Date.now() - start) / 1000 }]
  }
}

function sayTestData() {
  const folder = process.env.LOAM_TEST_DATA
  if (folder) process.env.LOAM_TEST_DATA = resolve(folder) // the runners work in other folders
  say(
    `Test data: ${folder ? process.env.LOAM_TEST_DATA : "the committed fixtures (LOAM_TEST_DATA names a folder with more)"}`,
  )
}

/** @param {string[]} wanted */
async function clusterFor(wanted) {
  if (process.env.TEST_DATABASE_URL || !wanted.some((name) => name !== "unit") || !findPostgres())
    return undefined
  say("Starting a throw-away PostgreSQL …")
  try {
    return await startCluster()
  } catch (error) {
    say(String(error)) // the PostgreSQL leg is announced as skipped
    return undefined
  }
}

/**
 * @param {string[]} wanted
 * @param {(name: string) => import("./lib/legs.mjs").Run} runOf
 */
async function runLegs(wanted, runOf) {
  /** @type {Finished[]} */
  const finished = []
  for (const name of wanted) {
    const leg = legs[name]
    if (!leg || interrupted) break
    say(`\n── ${name}: ${leg.says} ──`)
    const start = Date.now()
    const run = runOf(name)
    const result = unlessEmpty(await leg.run(run), run)
    const seconds = (Date.now() - start) / 1000
    if ("skippedBecause" in result) {
      const skip = [`The ${name} tests (${leg.says}) DID NOT RUN.`, result.skippedBecause, result.remedy]
      sayLoudly(skip)
      finished.push({ name, counts: strict ? { ...none, failed: 1 } : none, skip, seconds })
    } else {
      finished.push({ name, counts: result, seconds })
    }
  }
  return finished
}

/**
 * Without filters a leg always has tests: finding none means that it looked in the wrong place.
 * @param {import("./lib/legs.mjs").LegResult} result
 * @param {import("./lib/legs.mjs").Run} run
 * @returns {import("./lib/legs.mjs").LegResult}
 */
function unlessEmpty(result, { filters }) {
  if ("skippedBecause" in result || filters.length > 0) return result
  if (result.passed + result.failed + result.skipped > 0) return result
  return {
    skippedBecause: "No test was found.",
    remedy: "See vitest.config.ts and e2e/playwright.config.ts for where they are looked for.",
  }
}

/** @param {Finished[]} finished */
function conclude(finished) {
  const total = sum(finished.map(({ counts }) => counts))
  say("")
  for (const { name, counts, skip, seconds } of finished) {
    say(`${name.padEnd(9)} ${skip ? "did not run" : inWords(counts)} (${seconds.toFixed(0)} s)`)
  }
  const skips = finished.flatMap(({ skip }) => skip ?? [])
  if (skips.length > 0) sayLoudly(skips)
  if (total.passed + total.failed === 0) say("No test ran.")
  if (interrupted) say(`Interrupted by ${interrupted}.`)
  process.stdout.write(`${inWords(total)}\n`)
  return interrupted || total.failed > 0 || total.passed === 0 ? 1 : 0
}
