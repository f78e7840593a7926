/** Installs the dependencies when they are missing or no longer those of package-lock.json. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { npm } from "./npm.mjs"
import { root } from "./root.mjs"
import { Problem, say } from "./say.mjs"

const lockFile = join(root, "package-lock.json")

/** npm writes what it installed here as its last act, so an interrupted install leaves none. */
const installedFile = join(root, "node_modules/.package-lock.json")

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, peer?: boolean }} LockedPackage */

/** Needs the network only when something has to be installed. */
export async function ensureDependencies() {
  if (isInstalled(readLock(lockFile), readLock(installedFile))) return
  say("Installing dependencies (first start, or package-lock.json changed) …")
  const clean = await npm(["ci"])
  const result = clean.lockOutOfSync ? await installKeepingLock() : clean
  if (result.code !== 0) {
    throw new Problem(
      `Could not install the dependencies.\n${result.explanation}`,
      "Then run the same command again.",
    )
  }
}

/**
 * Every locked package is there in the locked version; optional ones may be missing, since most are for other platforms.
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(([path, wanted]) => {
    if (!path.includes("node_modules/")) return true // the workspaces themselves
    const found = installed[path]
    if (!found) return Boolean(wanted.optional) && !wanted.link
    return wanted.link ? found.link === true : found.version === wanted.version
  })
}

/**
 * `npm ci` refuses a lock file that lacks a package for this platform; `npm install` adds it, and would write it down.
 * @returns {ReturnType<typeof npm>}
 */
async function installKeepingLock() {
  const lock = readFileSync(lockFile)
  try {
    return await npm(["install", "--no-save"])
  } finally {
    writeFileSync(lockFile, lock)
  }
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {}
  } catch {
    return {} // nothing installed yet
  }
}
