/** Virtual environments with one of Argilla's Python packages each, made once below .cache. */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { runForeground } from "./foreground.mjs"
import { cache, root } from "./root.mjs"
import { say } from "./say.mjs"

/** @param {string} name */
export const pythonFolder = (name) => join(root, "e2e/python", name)

const isWindows = process.platform === "win32"

/** The packages' own pins leave out 3.13 and later. */
export function findPython() {
  const named = process.env.LOAM_PYTHON
  const candidates = named
    ? [named]
    : ["python3", "python3.12", "python3.11", "python3.10", "python3.9", "python"]
  const wanted =
    "import sys, venv, ensurepip; sys.exit(0 if (3, 9) <= sys.version_info[:2] <= (3, 12) else 1)"
  return candidates.find(
    (candidate) => spawnSync(candidate, ["-c", wanted], { stdio: "ignore" }).status === 0,
  )
}

/**
 * @param {string} python
 * @param {string} name
 * @returns {Promise<{ interpreter: string } | { problem: string }>}
 */
export async function preparePython(python, name) {
  const [requirements, constraints] = ["requirements.txt", "constraints.txt"].map((file) =>
    join(pythonFolder(name), file),
  )
  if (!requirements || !constraints) throw new Error("two files")
  const hash = createHash("sha256")
  for (const file of [requirements, constraints]) hash.update(readFileSync(file))
  const wanted = hash.digest("hex")
  const folder = join(cache, "python", name)
  const interpreter = join(folder, isWindows ? "Scripts/python.exe" : "bin/python")
  const stamp = join(folder, "installed")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return { interpreter }
  say(`Installing ${name} from PyPI …`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(cache, "python"), { recursive: true })
  if ((await runForeground(python, ["-m", "venv", folder], process.env)) !== 0)
    return { problem: `${python} cannot make virtual environments (Debian: apt-get install python3-venv).` }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
  const files = ["-r", requirements, "-c", constraints]
  if ((await runForeground(interpreter, [...install, ...files], process.env)) !== 0)
    return { problem: "Is PyPI reachable? The lines above say what pip met." }
  writeFileSync(stamp, wanted)
  return { interpreter }
}
