/** `npm run bench`: builds what is stale, then measures the packaged product; under five minutes. */
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { root } from "./lib/root.mjs"
import { runMain } from "./lib/say.mjs"

await runMain(async () => {
  const node = await prepareBuilt()
  const args = [
    "--conditions=source",
    "--disable-warning=ExperimentalWarning",
    join(root, "bench/run.ts"),
    ...process.argv.slice(2),
  ]
  return runForeground(node, args, environmentFor(node))
})
