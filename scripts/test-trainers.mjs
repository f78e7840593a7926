/** `npm run test:trainers`: TRL's trainers on files exported by the packaged product. Downloads about 6 GB the first time. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { findPython, preparePython, pythonFolder } from "./lib/python.mjs"
import { root } from "./lib/root.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

const files = [
  "sft.messages",
  "sft.prompt-completion",
  "preference.trl-implicit-chat",
  "preference.trl-chat",
  "unpaired.trl-chat",
  "prompt-only.trl-chat",
]

/** @param {string} reason @param {string} remedy */
function notRun(reason, remedy) {
  sayLoudly(["The trainers DID NOT RUN.", reason, remedy])
  return process.env.LOAM_TEST_STRICT ? 1 : 0
}

await runMain(async () => {
  const node = await prepareBuilt()
  const python = findPython()
  if (!python)
    return notRun("There is no Python 3.9 to 3.12 here.", "Install one, or name it in LOAM_PYTHON.")
  const prepared = await preparePython(python, "trainers")
  if ("problem" in prepared) return notRun("TRL could not be installed from PyPI.", prepared.problem)
  const work = mkdtempSync(join(tmpdir(), "loam-trainers-"))
  try {
    say("Exporting …")
    const make = join(root, "e2e/exported/make-exports.ts")
    const exported = join(work, "exports")
    const args = [
      "--conditions=source",
      "--disable-warning=ExperimentalWarning",
      make,
      exported,
      files.join(","),
    ]
    const made = await runForeground(node, args, environmentFor(node))
    if (made !== 0) return made
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }
    return await runForeground(
      prepared.interpreter,
      ["train.py", exported, work],
      env,
      pythonFolder("trainers"),
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})
