/** How much JavaScript the browser loads before the web app shows anything, from Vite's manifest of the build. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"

/** The initial JavaScript may be this large, gzipped. */
export const initialLimit = 250_000

/** @typedef {{ file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[] }} Chunk */

/**
 * @param {string} dist the built web app
 * @returns {{ initial: number, largestView: { name: string, size: number } | undefined }} gzipped bytes; the largest view
 *   is what the heaviest lazily loaded chunk adds with its own imports
 */
export function measurePage(dist) {
  /** @type {Record<string, Chunk>} */
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"))
  // Not every entry: the inside of a custom field's frame comes with the first record that has one.
  const entries = ["index.html"]
  const first = withImports(manifest, entries)
  const size = (/** @type {string[]} */ files) =>
    files.reduce((sum, file) => sum + gzippedSize(join(dist, file)), 0)
  const firstFiles = new Set([...filesOf(manifest, first), ...scriptsOf(join(dist, "index.html"))])
  const views = [...first].flatMap((key) => manifest[key]?.dynamicImports ?? [])
  const sizes = views.map((key) => {
    const files = filesOf(manifest, withImports(manifest, [key])).filter((file) => !firstFiles.has(file))
    return { name: key, size: size(files) }
  })
  return { initial: size([...firstFiles]), largestView: sizes.sort((a, b) => b.size - a.size)[0] }
}

/**
 * The chunks and everything they import at once, but not what they import later.
 * @param {Record<string, Chunk>} manifest
 * @param {string[]} keys
 * @param {Set<string>} found
 */
function withImports(manifest, keys, found = new Set()) {
  for (const key of keys) {
    if (found.has(key)) continue
    found.add(key)
    withImports(manifest, manifest[key]?.imports ?? [], found)
  }
  return found
}

/**
 * @param {Record<string, Chunk>} manifest
 * @param {Set<string>} keys
 */
function filesOf(manifest, keys) {
  const files = [...keys].map((key) => manifest[key]?.file ?? "")
  return [...new Set(files)].filter((file) => file.endsWith(".js"))
}

/**
 * Scripts that the page names itself, such as one that sets the colour scheme before the first paint.
 * @param {string} page
 */
function scriptsOf(page) {
  const tags = readFileSync(page, "utf8").matchAll(/<script[^>]*\bsrc="\/?([^"]+\.js)"/g)
  return [...tags].map((tag) => String(tag[1]))
}

/** @param {string} file */
function gzippedSize(file) {
  return gzipSync(readFileSync(file), { level: 9 }).length
}
