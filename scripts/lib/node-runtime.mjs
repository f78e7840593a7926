/** Finds a Node that Loam runs on, or fetches one from the npm registry into the cache folder. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { dirname, join } from "node:path"
import { npm } from "./npm.mjs"
import { cache, isExecutable, onPath } from "./root.mjs"
import { Problem, say } from "./say.mjs"

/** `crypto.argon2` is there from 24.7 on. */
const oldest = { major: 24, minor: 7 }
const oldestText = `${oldest.major}.${oldest.minor}`

/** The platform packages of the `node` package hold the binary itself; `npm install node` would need an install script. */
const ranges = [`^${oldestText}.0`, `>=${oldestText}.0`]

/** @param {string} version such as `v24.21.0` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}

/**
 * The full path of a Node that is new enough: the one that runs this, one fetched before, one on PATH, else a fetched one.
 * @returns {Promise<string>}
 */
export async function ensureNode() {
  if (isNewEnough(process.version)) return process.execPath
  const fetched = fetchedNode()
  const found = [fetched, ...onPath("node")].find((file) => isNewEnough(versionOf(file)))
  return found ?? (await fetchNode(fetched))
}

/**
 * The environment in which `node` means the given one, for programs that look it up on PATH.
 * @param {string} node
 */
export function environmentFor(node) {
  const path = process.env.PATH ?? ""
  return { ...process.env, PATH: `${dirname(node)}${process.platform === "win32" ? ";" : ":"}${path}` }
}

function platformPackage() {
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`
}

function fetchedNode() {
  const binary = process.platform === "win32" ? "node.exe" : "node"
  return join(cache, "node/node_modules", platformPackage(), "bin", binary)
}

/** @param {string} file */
function versionOf(file) {
  try {
    return isExecutable(file)
      ? execFileSync(file, ["--version"], { encoding: "utf8", timeout: 20_000 }).trim()
      : ""
  } catch {
    return "" // built for another system
  }
}

/** @param {string} file where it will be */
async function fetchNode(file) {
  const byHand = `Install Node ${oldestText} or newer yourself (its own site, your package manager, nvm, fnm, volta), then try again.`
  if (process.platform === "linux" && !usesGlibc()) {
    throw new Problem(
      `Loam needs Node ${oldestText} or newer; this is ${process.version} on a system without glibc.`,
      byHand,
    )
  }
  say(`Fetching Node ${oldest.major} (this is ${process.version}; first start only) …`)
  const folder = join(cache, "node")
  mkdirSync(folder, { recursive: true })
  let failure = ""
  for (const range of ranges) {
    const result = await npm([
      "install",
      `--prefix=${folder}`,
      "--no-save",
      "--ignore-scripts",
      `${platformPackage()}@${range}`,
    ])
    if (result.code === 0 && isNewEnough(versionOf(file))) return file
    failure = result.code === 0 ? whyNotStarting(file) : result.explanation
    if (result.offline) break
  }
  throw new Problem(
    `Could not fetch Node ${oldestText} or newer for ${process.platform} ${process.arch}.\n${failure}`,
    byHand,
  )
}

/** @param {string} file */
function whyNotStarting(file) {
  const { stderr, error } = spawnSync(file, ["--version"], { encoding: "utf8" })
  return `  The fetched Node does not start here: ${(stderr ?? error?.message ?? "").trim()}`
}

function usesGlibc() {
  // The types of Node 24 know the report as an object; its header names glibc only where there is one.
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header.glibcVersionRuntime !== undefined
}
