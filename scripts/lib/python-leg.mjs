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

/** @param {string} report @param {Loam} loam @param {number} examples @param {number} seed */
const schemathesis = (report, loam, examples, seed) => [
  ...["-m", "schemathesis.cli", "run", `${loam.url}/api/openapi.json`],
  ...["-H", `X-Argilla-Api-Key: ${loam.key}`, "-c", checks, "-n", String(examples), "--seed", String(seed)],
  ...["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--warnings", "off", "--no-color"],
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
  const loam = await startForTests(node, hub.env)
  try {
    say(`\n── ${name} ──`)
    const env = {
      ...process.env,
      ...hub.env,
      LOAM_URL: loam.url,
      LOAM_API_KEY: loam.key,
      LOAM_NODE: node,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONPATH: pythonFolder(name),
      SCHEMATHESIS_HOOKS: "hooks",
    }
    const code = await runForeground(
      prepared.interpreter,
      argumentsFor(report, loam),
      env,
      pythonFolder(name),
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
 * @param {string} node
 * @param {{ examples: number, seed: number }} size
 */
export function runFuzz(node, { examples, seed }) {
  return runOne(node, "fuzz", (report, loam) => schemathesis(report, loam, examples, seed))
}

/** @param {string} node */
export async function runPython(node) {
  const packages = await runPackages(node)
  if ("skippedBecause" in packages) return packages
  const made = await runFuzz(node, { examples: 5, seed: 1 })
  return "skippedBecause" in made ? made : sum([packages, made])
}
