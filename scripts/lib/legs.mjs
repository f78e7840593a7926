/** The legs of the test run: everything on PGlite, the server again on PostgreSQL, the browser, readers of exports, Python. */
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { ensureChromium } from "./chromium.mjs"
import { runConsumers } from "./consumers-leg.mjs"
import { runForeground } from "./foreground.mjs"
import { environmentFor } from "./node-runtime.mjs"
import { findPostgres, oldestPostgres } from "./postgres-binaries.mjs"
import { runPython } from "./python-leg.mjs"
import { countPlaywright, countVitest, outcome } from "./reports.mjs"
import { cache, root } from "./root.mjs"
import { onBothEngines } from "./test-arguments.mjs"

/**
 * @typedef {object} Run
 * @property {string} node
 * @property {string[]} filters parts of paths of test files
 * @property {string | undefined} databaseUrl of a PostgreSQL server, where there is one
 */

/** @typedef {import("./reports.mjs").Counts | { skippedBecause: string, remedy: string }} LegResult */

/** @type {Record<string, { says: string, run: (run: Run) => Promise<LegResult> }>} */
export const legs = {
  unit: {
    says: "all packages and the product without a browser, PGlite",
    run: (run) => vitest("unit", run, [], undefined),
  },
  postgres: { says: "the server again, PostgreSQL", run: postgres },
  browser: { says: "the packaged product in Chromium", run: browser },
  consumers: {
    says: "exports in every format, in the programs that read them",
    run: ({ node }) => runConsumers(node),
  },
  python: { says: "Argilla's Python packages and requests made up", run: ({ node }) => runPython(node) },
}

/**
 * @param {Run} run
 * @returns {Promise<LegResult>}
 */
async function postgres(run) {
  if (run.databaseUrl) return vitest("postgres", run, onBothEngines, run.databaseUrl)
  return {
    skippedBecause: findPostgres()
      ? "PostgreSQL did not start."
      : `No PostgreSQL ${oldestPostgres} or newer is installed.`,
    remedy:
      "Install one (Debian: apt-get install postgresql), or set TEST_DATABASE_URL to an empty database.",
  }
}

/**
 * @param {Run} run
 * @returns {Promise<LegResult>}
 */
async function browser({ node, filters, databaseUrl }) {
  const folder = join(root, "e2e")
  const chromium = ensureChromium(node)
  if (!chromium) {
    return {
      skippedBecause: "There is no Chromium here, and none could be installed.",
      remedy: "Install one, or name it in LOAM_CHROMIUM.",
    }
  }
  const report = reportFile("browser")
  const cli = join(root, "node_modules/@playwright/test/cli.js")
  const paths = filters.map((filter) => filter.replace(/^e2e\//, ""))
  const args = [cli, "test", ...paths, "--config", folder, "--reporter=list,json", "--pass-with-no-tests"]
  const env = {
    ...environmentFor(node),
    ...databaseIn(databaseUrl),
    LOAM_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  }
  return outcome(report, countPlaywright, await runForeground(node, args, env))
}

/**
 * @param {string} name
 * @param {Run} run
 * @param {string[]} projects none means all
 * @param {string | undefined} databaseUrl
 */
async function vitest(name, { node, filters }, projects, databaseUrl) {
  const report = reportFile(name)
  const cli = join(root, "node_modules/vitest/vitest.mjs")
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`]
  const args = [
    cli,
    "run",
    ...filters,
    ...projects.map((project) => `--project=${project}`),
    ...reporters,
    "--passWithNoTests",
  ]
  const code = await runForeground(node, args, { ...environmentFor(node), ...databaseIn(databaseUrl) })
  return outcome(report, countVitest, code)
}

/**
 * Where there is none the variable is taken out, so that tests meant for PGlite run on PGlite.
 * @param {string | undefined} url
 */
function databaseIn(url) {
  return { TEST_DATABASE_URL: url }
}

/** @param {string} leg */
function reportFile(leg) {
  const file = join(cache, "test", `${leg}.json`)
  mkdirSync(join(cache, "test"), { recursive: true })
  if (existsSync(file)) rmSync(file) // the last run's counts are not this run's
  return file
}
