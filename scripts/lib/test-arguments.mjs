/** What `npm test -- …` asks for. */
import { parseArgs } from "node:util"
import { Problem } from "./say.mjs"

const legNames = ["unit", "postgres", "browser", "consumers", "python"]

const usage = `npm test [-- [--only ${legNames.join("|")}] [path …]]
--only may be repeated or hold several names with commas. A path is a part of a test file's path, as in
  npm test -- packages/server/src/leases
  npm test -- --only browser e2e/annotate`

/** Vitest projects whose tests open a database, and so run on both engines. */
export const onBothEngines = ["server"]

/**
 * Which legs, and which files: a leg that cannot have any of the files is left out.
 * @param {string[]} argv
 * @returns {{ legs: string[], filters: string[] }}
 */
export function readTestArguments(argv) {
  const { values, positionals } = parse(argv)
  const only = (values.only ?? []).flatMap((names) => names.split(","))
  const unknown = only.find((name) => !legNames.includes(name))
  if (unknown !== undefined) throw new Problem(`There is no leg "${unknown}".`, usage)
  const filters = positionals.map((path) => path.replace(/^\.\//, ""))
  const legs = legNames
    .filter((name) => only.length === 0 || only.includes(name))
    .filter((name) => filters.length === 0 || filtersOf(name, filters).length > 0)
  return { legs, filters }
}

/**
 * The filters that may name files of a leg: the browser's are the `*.spec.ts` of e2e/, the `*.test.ts` there are Vitest's.
 * @param {string} leg
 * @param {string[]} filters
 */
export function filtersOf(leg, filters) {
  return filters.filter((path) => {
    const consumers = path.startsWith("e2e/python/consumers") || path.startsWith("e2e/exported")
    if (leg === "consumers" || consumers) return leg === "consumers" && consumers
    if (leg === "python") return path.startsWith("e2e/python")
    if (path.startsWith("e2e/python")) return false
    if (path === "e2e" || path.startsWith("e2e/"))
      return leg === "browser" ? !isVitestFile(path) : leg === "unit" && !isSpec(path)
    if (leg === "postgres")
      return !path.startsWith("packages/") || onBothEngines.some((name) => path.includes(name))
    return leg === "unit"
  })
}

const isSpec = (/** @type {string} */ path) => path.endsWith(".spec.ts")
const isVitestFile = (/** @type {string} */ path) => path.endsWith(".test.ts")

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
