/** What `npm test -- …` asks for. */
import { parseArgs } from "node:util"
import { Problem } from "./say.mjs"

export const legNames = ["unit", "postgres", "browser"]

const usage = `npm test [-- [--only ${legNames.join("|")}] [path …]]
--only may be repeated or hold several names with commas. A path is a part of a test file's path, as in
  npm test -- packages/server/src/leases
  npm test -- --only browser e2e/annotate`

/**
 * Which legs, and which files. Files of e2e/ are the browser's, all others Vitest's: a path takes the other legs out.
 * @param {string[]} argv
 * @returns {{ legs: string[], filters: string[] }}
 */
export function readTestArguments(argv) {
  const { values, positionals } = parse(argv)
  const only = (values.only ?? []).flatMap((names) => names.split(","))
  const unknown = only.find((name) => !legNames.includes(name))
  if (unknown !== undefined) throw new Problem(`There is no leg "${unknown}".`, usage)
  const filters = positionals.map((path) => path.replace(/^\.\//, ""))
  const browser = filters.some(isBrowserTest)
  const vitest = filters.some((path) => !isBrowserTest(path))
  const legs = legNames
    .filter((name) => only.length === 0 || only.includes(name))
    .filter((name) => filters.length === 0 || (name === "browser" ? browser : vitest))
  return { legs, filters }
}

/**
 * The filters that are a leg's own.
 * @param {string} leg
 * @param {string[]} filters
 */
export function filtersOf(leg, filters) {
  return filters.filter((path) => isBrowserTest(path) === (leg === "browser"))
}

/** @param {string} path */
function isBrowserTest(path) {
  return path === "e2e" || path.startsWith("e2e/")
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: { only: { type: "string", multiple: true } },
    })
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), usage)
  }
}
