/**
 * `npm run test:trainers`: TRL's trainers, and LLaMA-Factory's and Axolotl's loaders, on files exported by the packaged
 * product. Downloads about 6 GB the first time.
 */
import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { makeExports, pythonFor } from "./lib/consumers-leg.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { pythonFolder } from "./lib/python.mjs"
import { cache, root } from "./lib/root.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

/** @param {string} what @param {string} reason @param {string} remedy */
function notRun(what, reason, remedy) {
  sayLoudly([`${what} DID NOT RUN.`, reason, remedy])
  return process.env.LOAM_TEST_STRICT ? 1 : 0
}

/**
 * The loaders' packages without their dependencies: Axolotl's own are some 150 packages, and both pin other versions of
 * what the trainers have. Answers the folder, or undefined.
 * @param {string} interpreter
 */
async function installLoaders(interpreter) {
  const requirements = join(pythonFolder("loaders"), "requirements.txt")
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex")
  const folder = join(cache, "python", "loaders")
  const stamp = join(folder, "installed")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder
  say("Installing loaders from PyPI …")
  rmSync(folder, { recursive: true, force: true })
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
  const args = [...install, "--target", folder, "-r", requirements]
  if ((await runForeground(interpreter, args, process.env)) !== 0) return undefined
  writeFileSync(stamp, wanted)
  return folder
}

/** @param {string} interpreter @param {string} exported @param {string} work */
async function load(interpreter, exported, work) {
  say("\n── LLaMA-Factory's and Axolotl's loaders ──")
  const folder = await installLoaders(interpreter)
  if (!folder)
    return notRun(
      "The loaders",
      "They could not be installed from PyPI.",
      "The lines above say what pip met.",
    )
  const own = pythonFolder("loaders")
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONPATH: [join(own, "stubs"), folder].join(delimiter),
  }
  const tokenizer = join(root, "packages/training/src/test/tokenizer")
  return runForeground(interpreter, ["load.py", exported, join(work, "loaders"), tokenizer], env, own)
}

await runMain(async () => {
  const node = await prepareBuilt()
  const prepared = await pythonFor("trainers", "TRL")
  if ("skippedBecause" in prepared) return notRun("The trainers", prepared.skippedBecause, prepared.remedy)
  const { interpreter } = prepared
  const work = mkdtempSync(join(tmpdir(), "loam-trainers-"))
  try {
    const exported = join(work, "exports")
    const made = await makeExports(node, exported)
    if (made !== 0) return made
    say("\n── TRL's trainers, two steps each ──")
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" }
    const trained = await runForeground(
      interpreter,
      ["train.py", exported, work],
      env,
      pythonFolder("trainers"),
    )
    const loaded = await load(interpreter, exported, work)
    return trained === 0 ? loaded : trained
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})
