/** `npm run test:consumers`: exports of the packaged product in the Python programs that read them. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { findPython, preparePython, pythonFolder } from "./lib/python.mjs"
import { root } from "./lib/root.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

/** @param {string} reason @param {string} remedy */
function notRun(reason, remedy) {
  sayLoudly(["The tests with consumers of exported files DID NOT RUN.", reason, remedy])
  return process.env.LOAM_TEST_STRICT ? 1 : 0
}

await runMain(async () => {
  const node = await prepareBuilt()
  const python = findPython()
  if (!python)
    return notRun("There is no Python 3.9 to 3.12 here.", "Install one, or name it in LOAM_PYTHON.")
  const prepared = await preparePython(python, "consumers")
  if ("problem" in prepared) return notRun("datasets could not be installed from PyPI.", prepared.problem)
  const exported = mkdtempSync(join(tmpdir(), "loam-consumers-"))
  try {
    say("Exporting …")
    const make = join(root, "e2e/exported/make-exports.ts")
    const args = ["--conditions=source", "--disable-warning=ExperimentalWarning", make, exported]
    const made = await runForeground(node, args, environmentFor(node))
    if (made !== 0) return made
    const env = { ...process.env, LOAM_EXPORTS: exported, PYTHONDONTWRITEBYTECODE: "1" }
    const pytest = ["-m", "pytest", "-q", "-p", "no:cacheprovider", ...process.argv.slice(2)]
    return await runForeground(prepared.interpreter, pytest, env, pythonFolder("consumers"))
  } finally {
    rmSync(exported, { recursive: true, force: true })
  }
})
