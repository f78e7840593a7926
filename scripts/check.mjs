/** `npm run check`: format, lint and import directions (Biome), types (tsc), unused code (knip), weight of the page. */
import { spawn } from "node:child_process"
import { join } from "node:path"
import { prepare } from "./lib/bootstrap.mjs"
import { ensureBuild } from "./lib/builds.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { initialLimit, measurePage } from "./lib/page-size.mjs"
import { root } from "./lib/root.mjs"
import { Problem, runMain, say } from "./lib/say.mjs"

/** @typedef {{ name: string, passed: boolean, says: string, seconds: number }} Result */

const tools = {
  biome: [
    "node_modules/@biomejs/biome/bin/biome",
    "ci",
    "--error-on-warnings",
    "--max-diagnostics=50",
    "--colors=force",
  ],
  types: ["node_modules/typescript/bin/tsc", "--project", "tsconfig.json", "--pretty"],
  unused: ["node_modules/knip/bin/knip.js"],
}

await runMain(async () => {
  const node = await prepare()
  const results = await Promise.all([
    ...Object.entries(tools).map(([name, args]) => runTool(name, node, args)),
    timed("page", () => weighPage(node)),
  ])
  return results.every(({ passed }) => passed) ? 0 : 1
})

/**
 * @param {string} name
 * @param {string} node
 * @param {string[]} args
 */
function runTool(name, node, args) {
  return timed(
    name,
    () =>
      new Promise((resolve, reject) => {
        const child = spawn(node, args, { cwd: root, env: environmentFor(node) })
        let says = ""
        child.stdout.on("data", (chunk) => (says += chunk))
        child.stderr.on("data", (chunk) => (says += chunk))
        child.on("error", reject)
        child.on("close", (code) => resolve({ passed: code === 0, says: code === 0 ? "" : says }))
      }),
  )
}

/** @param {string} node */
async function weighPage(node) {
  try {
    ensureBuild(node)
  } catch (error) {
    if (error instanceof Problem) return { passed: false, says: error.message }
    throw error
  }
  const { initial, largestView } = measurePage(join(root, "packages/web/dist"))
  const view = largestView
    ? `; the largest view adds ${inKilobytes(largestView.size)} (${largestView.name})`
    : ""
  const says = `${inKilobytes(initial)} of JavaScript at first, gzipped, of ${inKilobytes(initialLimit)} allowed${view}`
  return { passed: initial <= initialLimit, says }
}

/**
 * @param {string} name
 * @param {() => Promise<{ passed: boolean, says: string }>} run
 * @returns {Promise<Result>}
 */
async function timed(name, run) {
  const start = Date.now()
  const { passed, says } = await run()
  const seconds = (Date.now() - start) / 1000
  say(
    `${passed ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)${says ? `\n${says.trimEnd().replace(/^/gm, "     ")}` : ""}`,
  )
  return { name, passed, says, seconds }
}

/** @param {number} bytes */
function inKilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`
}
