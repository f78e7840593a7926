/** Builds what is older than its sources: the packages with tsc, then the web app with Vite. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { environmentFor } from "./node-runtime.mjs"
import { cache, root } from "./root.mjs"
import { Problem, say } from "./say.mjs"
import { fingerprint } from "./sources.mjs"

const compiled = ["schema", "quality", "training", "sdk", "server", "cli"]
const shared = ["package-lock.json", "tsconfig.base.json", "tsconfig.build.json"]
const folderOf = (/** @type {string} */ name) => `packages/${name}`

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string[]} reads files and folders whose change asks for a new build
 * @property {string[]} writes files that must be there afterwards
 * @property {string} tool
 * @property {string[]} args
 * @property {string} folder where it runs
 */

/** @type {Part[]} */
const parts = [
  {
    name: "packages",
    reads: [...shared, ...compiled.map(folderOf)],
    writes: compiled.map((name) => `${folderOf(name)}/dist/.tsbuildinfo`),
    tool: "node_modules/typescript/bin/tsc",
    args: ["-b", "tsconfig.build.json"],
    folder: ".",
  },
  {
    name: "web app",
    reads: [...shared, "tsconfig.json", ...["schema", "quality", "training", "sdk", "web"].map(folderOf)],
    writes: ["packages/web/dist/index.html"],
    tool: "node_modules/vite/bin/vite.js",
    args: ["build", "--logLevel", "warn"],
    folder: "packages/web",
  },
]

const stampFile = join(cache, "build.json")

/**
 * @param {string} node
 * @param {{ force?: boolean }} [options] with `force` everything is built, however new
 */
export function ensureBuild(node, { force = false } = {}) {
  for (const part of parts) {
    const now = fingerprint(part.reads)
    if (!force && stamps()[part.name] === now && part.writes.every((file) => existsSync(join(root, file))))
      continue
    build(node, part)
    mkdirSync(cache, { recursive: true })
    writeFileSync(stampFile, JSON.stringify({ ...stamps(), [part.name]: now }))
  }
}

/**
 * @param {string} node
 * @param {Part} part
 */
function build(node, part) {
  const start = Date.now()
  say(`Building the ${part.name} …`)
  const options = {
    cwd: join(root, part.folder),
    env: environmentFor(node),
    encoding: /** @type {const} */ ("utf8"),
  }
  const result = spawnSync(node, [join(root, part.tool), ...part.args], options)
  if (result.error) throw result.error
  const output = `${result.stdout}${result.stderr}`.trim()
  if (result.status !== 0) throw new Problem(`Could not build the ${part.name}.\n${output}`)
  if (output) say(output)
  say(`  built in ${((Date.now() - start) / 1000).toFixed(1)} s`)
}

/** @returns {Record<string, string>} */
function stamps() {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"))
  } catch {
    return {} // nothing built yet
  }
}
