/** The Python leg: both Argilla packages, each against a product of its own, and Schemathesis against another. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { runForeground } from "./foreground.mjs"
import { startHubForTests } from "./hub-for-tests.mjs"
import { startForTests } from "./loam-for-tests.mjs"
import { findPython, preparePython, pythonFolder } from "./python.mjs"
import { countJunit, none, sum } from "./reports.mjs"
import { cache } from "./root.mjs"
import { say } from "./say.mjs"

/** Operations that would end the run: the caller's own key; an answer without an end. */
const notMadeUp = [
  ...["--exclude-operation-id", "users.rotateApiKey"],
  ...["--exclude-operation-id", "datasets.events"],
]

/** Where the hooks of the made-up requests say what was granted. */
const fuzzed = join(cache, "test", "fuzz-operations.json")

const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_schema_conformance",
].join(",")

/** @typedef {{ url: string, key: string }} Loam */

/** @param {string} report @param {readonly string[]} more */
const pytest = (report, more) => [
  ...["-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "ignore::DeprecationWarning"],
  `--junit-xml=${report}`,
  ...more,
]

/** @typedef {{ examples: number, seed: number, phases: string }} FuzzSize */

/** @param {string} report @param {Loam} loam @param {FuzzSize} size */
const schemathesis = (report, loam, { examples, seed, phases }) => [
  ...["-m", "schemathesis.cli", "run", `${loam.url}/api/openapi.json`],
  ...["-H", `X-Argilla-Api-Key: ${loam.key}`, "-c", checks, "-n", String(examples), "--seed", String(seed)],
  ...["--phases", phases, "--continue-on-failure", "--warnings", "off", "--no-color"],
  ...["--request-timeout", "60", "--report", "junit", "--report-junit-path", report],
  ...notMadeUp,
]

/**
 * @param {string} node
 * @param {string} name folder in e2e/python
 * @param {(report: string, loam: Loam) => string[]} argumentsFor
 */
async function runOne(node, name, argumentsFor) {
  const python = findPython()
  if (!python)
    return {
      skippedBecause: "There is no Python 3.9 to 3.12 here.",
      remedy: "Install one with venv, or name it in LOAM_PYTHON.",
    }
  const prepared = await preparePython(python, name)
  if ("problem" in prepared)
    return { skippedBecause: `${name} could not be installed from PyPI.`, remedy: prepared.problem }
  const report = join(cache, "test", `python-${name}.xml`)
  mkdirSync(join(cache, "test"), { recursive: true })
  rmSync(report, { force: true })
  const hub = await startHubForTests(node)
  // That a job failed is what made-up jobs come to.
  const loam = await startForTests(node, { ...hub.env, LOAM_LOG_LEVEL: "error" })
  try {
    say(`\n── ${name} ──`)
    const env = {
      ...process.env,
      ...hub.env,
      LOAM_URL: loam.url,
      LOAM_API_KEY: loam.key,
      LOAM_NODE: node,
      LOAM_FUZZ_REPORT: fuzzed,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: pythonFolder(name),
      SCHEMATHESIS_HOOKS: "hooks",
    }
    const code = await runForeground(
      prepared.interpreter,
      argumentsFor(report, loam),
      env,
      // Schemathesis leaves what it remembers where it runs.
      name === "fuzz" ? join(cache, "test") : pythonFolder(name),
    )
    const counts = existsSync(report) ? countJunit(readFileSync(report, "utf8")) : none
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
  } finally {
    await loam.stop()
    await hub.stop()
  }
}

/**
 * @param {string} node
 * @param {readonly string[]} more arguments to pytest
 */
export async function runPackages(node, more = []) {
  const counts = []
  for (const name of ["argilla1", "argilla2"]) {
    const one = await runOne(node, name, (report) => pytest(report, more))
    if ("skippedBecause" in one) return one
    counts.push(one)
  }
  return sum(counts)
}

/**
 * Besides what Schemathesis checks: each operation is granted to somebody, or the hooks know why not.
 * @param {string} node
 * @param {FuzzSize} size
 */
export async function runFuzz(node, size) {
  rmSync(fuzzed, { force: true })
  const counts = await runOne(node, "fuzz", (report, loam) => schemathesis(report, loam, size))
  if ("skippedBecause" in counts) return counts
  const { never_granted: never } = existsSync(fuzzed)
    ? JSON.parse(readFileSync(fuzzed, "utf8"))
    : { never_granted: ["the report of the operations"] }
  if (never.length > 0) say(`Never granted, and nobody says why: ${never.join(", ")}`)
  return sum([counts, { passed: never.length > 0 ? 0 : 1, failed: never.length, skipped: 0 }])
}

/** Few requests for each operation; `npm run test:fuzz` makes many, and goes through every parameter's edges. */
const small = { examples: 12, seed: 1, phases: "fuzzing" }

/** @param {string} node */
export async function runPython(node) {
  const packages = await runPackages(node)
  if ("skippedBecause" in packages) return packages
  const made = await runFuzz(node, small)
  return "skippedBecause" in made ? made : sum([packages, made])
}
