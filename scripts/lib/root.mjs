/** Where things are: the checkout, its cache folder, and the programs on PATH. */
import { accessSync, constants, statSync } from "node:fs"
import { delimiter, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..")

/** Downloads and stamps that may be deleted at any time. */
export const cache = join(root, ".cache")

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * Full paths of a program on PATH, first found first.
 * @param {string} name
 * @returns {string[]}
 */
export function onPath(name) {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name]
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean)
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).filter(isExecutable)
}
