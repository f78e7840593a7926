/** `npm run test:python`: the unmodified Argilla packages from PyPI, both lines, against the packaged product. */
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { startForTests } from "./lib/loam-for-tests.mjs"
import { findPython, preparePython, pythonFolder } from "./lib/python.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

const packages = ["argilla1", "argilla2"]

/** @param {string} reason @param {string} remedy */
function notRun(reason, remedy) {
  sayLoudly(["The tests with Argilla's Python packages DID NOT RUN.", reason, remedy])
  return process.env.LOAM_TEST_STRICT ? 1 : 0
}

await runMain(async () => {
  const node = await prepareBuilt()
  const python = findPython()
  if (!python)
    return notRun("There is no Python 3.9 to 3.12 here.", "Install one with venv, or name it in LOAM_PYTHON.")
  const interpreters = new Map()
  for (const name of packages) {
    const prepared = await preparePython(python, name)
    if ("problem" in prepared) return notRun(`${name} could not be installed from PyPI.`, prepared.problem)
    interpreters.set(name, prepared.interpreter)
  }
  const loam = await startForTests(node)
  let worst = 0
  try {
    for (const [name, interpreter] of interpreters) {
      say(`\n── ${name} ──`)
      const env = { ...process.env, LOAM_URL: loam.url, LOAM_API_KEY: loam.key, PYTHONDONTWRITEBYTECODE: "1" }
      const args = ["-m", "pytest", "-q", "-p", "no:cacheprovider", ...process.argv.slice(2)]
      worst = Math.max(worst, await runForeground(interpreter, args, env, pythonFolder(name)))
    }
  } finally {
    await loam.stop()
  }
  return worst
})
