/** The consumers leg: exports of the packaged product in every format, in the Python programs that read them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runForeground } from "./foreground.mjs"
import { environmentFor } from "./node-runtime.mjs"
import { findPython, preparePython, pythonFolder } from "./python.mjs"
import { countJunit, none } from "./reports.mjs"
import { cache, root } from "./root.mjs"
import { say } from "./say.mjs"

/**
 * A Python with the packages of a folder in e2e/python, or why there is none.
 * @param {string} name
 * @param {string} what what is installed there, in words
 */
export async function pythonFor(name, what) {
  const python = findPython()
  if (!python)
    return {
      skippedBecause: "There is no Python 3.9 to 3.12 here.",
      remedy: "Install one with venv, or name it in LOAM_PYTHON.",
    }
  const prepared = await preparePython(python, name)
  if ("problem" in prepared)
    return { skippedBecause: `${what} could not be installed from PyPI.`, remedy: prepared.problem }
  return prepared
}

/**
 * Files of exports in a folder; answers the exit code.
 * @param {string} node
 * @param {string} folder
 * @param {readonly string[]} only names of formats, `task.format`; all where there are none
 */
export function makeExports(node, folder, only = []) {
  say("Exporting …")
  const make = join(root, "e2e/exported/make-exports.ts")
  const args = ["--conditions=source", "--disable-warning=ExperimentalWarning", make, folder]
  return runForeground(node, only.length === 0 ? args : [...args, only.join(",")], environmentFor(node))
}

/**
 * @param {string} node
 * @param {readonly string[]} more arguments to pytest
 * @returns {Promise<import("./legs.mjs").LegResult>}
 */
export async function runConsumers(node, more = []) {
  const prepared = await pythonFor("consumers", "datasets")
  if ("skippedBecause" in prepared) return prepared
  const report = join(cache, "test", "consumers.xml")
  mkdirSync(join(cache, "test"), { recursive: true })
  rmSync(report, { force: true })
  const exported = mkdtempSync(join(tmpdir(), "loam-consumers-"))
  try {
    if ((await makeExports(node, exported)) !== 0) return { ...none, failed: 1 }
    const env = { ...process.env, LOAM_EXPORTS: exported, PYTHONDONTWRITEBYTECODE: "1" }
    const pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", `--junit-xml=${report}`, ...more]
    const code = await runForeground(prepared.interpreter, pytest, env, pythonFolder("consumers"))
    const counts = existsSync(report) ? countJunit(readFileSync(report, "utf8")) : none
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
  } finally {
    rmSync(exported, { recursive: true, force: true })
  }
}
