/** The source files that a build reads, and one short text that changes when any of them does. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { root } from "./root.mjs"

const notSources = new Set(["node_modules", "dist", ".cache", "coverage", "test"])

/**
 * Paths relative to the checkout, sorted; tests do not count, since no build reads them.
 * @param {string} path a file or folder
 * @returns {string[]}
 */
export function sourceFiles(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  return readdirSync(full)
    .filter((name) => !notSources.has(name) && !/\.test\.\w+$/.test(name))
    .sort()
    .flatMap((name) => sourceFiles(`${path}/${name}`))
}

/**
 * A hash of contents, not of times: a fresh clone or a switched branch has new times and often the old contents. The whole
 * repository takes a few hundredths of a second.
 * @param {string[]} paths
 */
export function fingerprint(paths) {
  const hash = createHash("sha256")
  for (const file of paths.flatMap(sourceFiles))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0")
  return hash.digest("hex")
}
