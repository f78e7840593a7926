/** `npm run test:argilla`: brings what Argilla's packages write, and a real Argilla 2.8 and 1.29, interrupted once. */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bringFiles } from "./lib/argilla-files.mjs"
import { installArgilla, missingForArgilla, startArgilla } from "./lib/argilla-server.mjs"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { startForTests } from "./lib/loam-for-tests.mjs"
import { findPython, preparePython } from "./lib/python.mjs"
import { root } from "./lib/root.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

/** @param {string} reason */
function notRun(reason) {
  sayLoudly(["The migration from a real Argilla WAS NOT TESTED.", reason])
  return process.env.LOAM_TEST_STRICT ? 1 : 0
}

const sources = /** @type {const} */ ([
  { version: "2.8", client: "argilla2", fill: "fill.py" },
  { version: "1.29", client: "argilla1", fill: "fill1.py" },
])

/** @param {any} report what `loam import argilla --json` says */
function tell(report) {
  for (const each of report.datasets) {
    const { records, suggestions, vectors, responses } = each.target
    const speed = Math.round(records / each.seconds)
    say(
      `${each.workspace}/${each.target_name}: ${records} records, ${suggestions} suggestions, ${vectors} vectors, ${speed} records/s`,
    )
    say(`  ${JSON.stringify(responses)} ${JSON.stringify(each.target.by_status)}`)
    for (const sentence of [...each.differences, ...each.refused.reasons]) say(`  ${sentence}`)
  }
  for (const sentence of [...report.people, ...report.notes]) say(`  ${sentence}`)
}

/** @param {string} node @param {Record<string, string | undefined>} env @param {string} url @param {string} cwd */
async function importTwice(node, env, url, cwd) {
  const command = [join(root, "packages/cli/bin/loam.js"), "import", "argilla", "--json", "--url", url]
  const first = spawn(node, command, { env, cwd, stdio: "ignore" })
  await new Promise((resolve) => {
    first.once("exit", resolve)
    setTimeout(() => first.kill("SIGKILL"), 3_000)
  })
  const second = spawnSync(node, command, { env, cwd, encoding: "utf8", maxBuffer: 1e9 })
  if (second.stderr) say(second.stderr)
  const report = JSON.parse(second.stdout || "null")
  if (report) tell(report)
  return second.status === 0 && report?.equal === true
}

/** @param {string} node @param {string} python @param {typeof sources[number]} source */
async function migrate(node, python, { version, client: name, fill }) {
  const client = await preparePython(python, name)
  if ("problem" in client) return notRun(client.problem)
  installArgilla(python, version)
  // First what is quick to start: what fails to start leaves nothing behind.
  const loam = await startForTests(node)
  const argilla = await startArgilla(version).catch(async (error) => {
    await loam.stop()
    throw error
  })
  const folder = mkdtempSync(join(tmpdir(), "loam-migration-"))
  try {
    say(`Argilla ${version} at ${argilla.url}; filling it …`)
    const filling = { ...process.env, ARGILLA_URL: argilla.url, ARGILLA_KEY: argilla.key }
    if (await runForeground(client.interpreter, [join(root, "e2e/python/migration", fill)], filling)) return 1
    const env = {
      ...process.env,
      LOAM_API_URL: loam.url,
      LOAM_API_KEY: loam.key,
      LOAM_SOURCE_API_KEY: argilla.key,
    }
    const isEqual = await importTwice(node, env, argilla.url, folder)
    say(isEqual ? `Argilla ${version}: both sides hold the same.` : `Argilla ${version}: THE SIDES DIFFER.`)
    return isEqual ? 0 : 1
  } finally {
    await loam.stop()
    await argilla.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await runMain(async () => {
  const node = await prepareBuilt()
  const python = findPython()
  if (!python) return notRun("There is no Python 3.9 to 3.12 here.")
  // One alone, as in `npm run test:argilla -- 1.29`.
  const wanted = process.argv.slice(2)
  const isWanted = (/** @type {string} */ name) => wanted.length === 0 || wanted.includes(name)
  let worst = 0
  if (isWanted("files")) {
    const problem = await bringFiles(node, python)
    if (problem) say(problem)
    worst = problem ? 1 : 0
  }
  if (!sources.some(({ version }) => isWanted(version))) return worst
  const missing = missingForArgilla()
  if (missing.length > 0) return notRun(`Missing: ${missing.join(", ")}.`)
  for (const source of sources)
    if (isWanted(source.version)) worst = Math.max(worst, await migrate(node, python, source))
  return worst
})
