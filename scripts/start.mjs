/** `npm start`: installs and builds what is missing or stale, then serves Loam. What follows `--` goes to `loam serve`. */
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { root } from "./lib/root.mjs"
import { runMain } from "./lib/say.mjs"

await runMain(async () => {
  const node = await prepareBuilt()
  const loam = join(root, "packages/cli/bin/loam.js")
  return runForeground(node, [loam, "serve", ...process.argv.slice(2)], environmentFor(node))
})
