/**
 * `npm run bench`: builds what is stale, then measures the packaged product; under five minutes.
 * `npm run bench -- exports --records 1000000` measures exports alone, at that size.
 */
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { root } from "./lib/root.mjs"
import { runMain } from "./lib/say.mjs"

await runMain(async () => {
  const node = await prepareBuilt()
  const run = (/** @type {string} */ script, /** @type {string[]} */ given) => {
    const args = [
      "--conditions=source",
      "--disable-warning=ExperimentalWarning",
      join(root, script),
      ...given,
    ]
    return runForeground(node, args, environmentFor(node))
  }
  const [first, ...rest] = process.argv.slice(2)
  if (first === "exports") return run("bench/exports.ts", rest)
  const code = await run("bench/run.ts", process.argv.slice(2))
  return code === 0 ? run("bench/exports.ts", []) : code
})
