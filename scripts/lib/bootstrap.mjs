/** What `npm start`, `npm test`, `npm run build` and `npm run check` do first on any machine with git, npm and Node 20. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { ensureBuild } from "./builds.mjs"
import { ensureDependencies } from "./dependencies.mjs"
import { ensureNode } from "./node-runtime.mjs"
import { root } from "./root.mjs"
import { Problem } from "./say.mjs"

/**
 * A Node that is new enough and the locked dependencies.
 * @returns {Promise<string>} the full path of that Node
 */
export async function prepare() {
  if (!existsSync(join(root, "package-lock.json"))) throw new Problem(`${root} is not a checkout of Loam.`)
  const node = await ensureNode()
  await ensureDependencies()
  return node
}

/** The same, and everything built that is older than its sources. */
export async function prepareBuilt() {
  const node = await prepare()
  ensureBuild(node)
  return node
}
