/** `npm run test:argilla`: fills a real Argilla 2.8 through its own client and brings it here, interrupted once. */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
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

await runMain(async () => {
  const node = await prepareBuilt()
  const python = findPython()
  const missing = missingForArgilla()
  if (!python) return notRun("There is no Python 3.9 to 3.12 here.")
  if (missing.length > 0) return notRun(`Missing: ${missing.join(", ")}.`)
  const client = await preparePython(python, "argilla2")
  if ("problem" in client) return notRun(client.problem)
  installArgilla(python)
  const argilla = await startArgilla()
  const loam = await startForTests(node)
  const folder = mkdtempSync(join(tmpdir(), "loam-migration-"))
  try {
    say(`Argilla at ${argilla.url}; filling it …`)
    const filling = { ...process.env, ARGILLA_URL: argilla.url, ARGILLA_KEY: argilla.key }
    if (await runForeground(client.interpreter, [join(root, "e2e/python/migration/fill.py")], filling))
      return 1
    const command = [
      join(root, "packages/cli/bin/loam.js"),
      "import",
      "argilla",
      "--json",
      "--url",
      argilla.url,
    ]
    const env = {
      ...process.env,
      LOAM_API_URL: loam.url,
      LOAM_API_KEY: loam.key,
      LOAM_SOURCE_API_KEY: argilla.key,
    }
    const first = spawn(node, command, { env, cwd: folder, stdio: "ignore" })
    await new Promise((resolve) => {
      first.once("exit", resolve)
      setTimeout(() => first.kill("SIGKILL"), 3_000)
    })
    const { stdout, stderr, status } = spawnSync(node, command, {
      env,
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1e9,
    })
    if (stderr) say(stderr)
    const report = JSON.parse(stdout)
    for (const each of report.datasets) {
      const { records, suggestions, vectors, responses } = each.target
      say(
        `${each.workspace}/${each.target_name}: ${records} records, ${suggestions} suggestions, ${vectors} vectors, ${Math.round(records / each.seconds)} records/s`,
      )
      say(`  ${JSON.stringify(responses)} ${JSON.stringify(each.target.by_status)}`)
      for (const sentence of [...each.differences, ...each.refused.reasons]) say(`  ${sentence}`)
    }
    for (const sentence of [...report.people, ...report.notes]) say(`  ${sentence}`)
    say(report.equal && status === 0 ? "Both sides hold the same." : "THE SIDES DIFFER.")
    return report.equal ? 0 : 1
  } finally {
    await loam.stop()
    await argilla.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
