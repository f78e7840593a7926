/** Files as both of Argilla's packages write them today, brought from folder, file and Hub: `npm run test:argilla -- files`. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runForeground } from "./foreground.mjs"
import { startForTests } from "./loam-for-tests.mjs"
import { preparePython } from "./python.mjs"
import { root } from "./root.mjs"
import { say } from "./say.mjs"

const writers = /** @type {const} */ ([
  { client: "argilla2", script: "files2.py" },
  { client: "argilla1", script: "files1.py" },
])

/** @param {string} node */
async function startHub(node) {
  const main = join(root, "packages/server/src/test/hub/main.ts")
  const child = spawn(node, ["--conditions=source", main], { stdio: ["ignore", "pipe", "inherit"] })
  const [said] = await once(child.stdout, "data")
  return { .../** @type {{ url: string, token: string }} */ (JSON.parse(String(said))), child }
}

/** @param {string} folder */
const sources = (folder) => [
  ["--from", join(folder, "disk")],
  [
    "--from",
    join(folder, "records.json"),
    "--settings",
    join(folder, "settings.json"),
    "--dataset",
    "records",
  ],
  ...["team/talk-2", "team/seen-2", "team/older-1", "team/lonely-1"].map((repo) => [
    ...["--from", repo, "--workspace", `from ${repo}`],
  ]),
]

/** @param {string} node @param {string} python @returns {Promise<string | undefined>} what could not be prepared, or went wrong */
export async function bringFiles(node, python) {
  const folder = mkdtempSync(join(tmpdir(), "loam-files-"))
  const hub = await startHub(node)
  /** @type {Awaited<ReturnType<typeof startForTests>>[]} */
  const running = []
  try {
    for (let count = 0; count < 2; count += 1) running.push(await startForTests(node))
    const [there, here] = running
    if (!there || !here) throw new Error("two servers")
    const token = { HF_ENDPOINT: hub.url, HF_TOKEN: hub.token, HF_HOME: join(folder, "hf") }
    for (const { client, script } of writers) {
      const prepared = await preparePython(python, client)
      if ("problem" in prepared) return prepared.problem
      const env = { ...process.env, ...token, LOAM_URL: there.url, LOAM_API_KEY: there.key }
      const path = join(root, "e2e/python/migration", script)
      if (await runForeground(prepared.interpreter, [path, folder], env)) return `${script} failed`
    }
    const env = { ...process.env, ...token, LOAM_API_URL: here.url, LOAM_API_KEY: here.key }
    for (const options of sources(folder)) {
      const command = [join(root, "packages/cli/bin/loam.js"), "import", "argilla", "--workspace", "files"]
      const { status, stdout, stderr } = spawnSync(node, [...command, ...options], {
        ...{ env, cwd: folder, encoding: "utf8" },
      })
      say(`${options[1]}: ${status === 0 ? "the same" : `DIFFERS\n${stdout}${stderr}`}`)
      if (status !== 0) return `${options[1]} was not brought whole`
    }
    return undefined
  } finally {
    for (const loam of running) await loam.stop()
    hub.child.kill("SIGTERM")
    rmSync(folder, { recursive: true, force: true })
  }
}
