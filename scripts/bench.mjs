/**
 * `npm run bench`: builds what is stale, then measures the packaged product, the statistics at a million records, both
 * together, and exports.
 * `npm run bench -- exports --records 1000000` measures exports alone, at that size.
 */
import { join } from "node:path"
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runForeground } from "./lib/foreground.mjs"
import { environmentFor } from "./lib/node-runtime.mjs"
import { root } from "./lib/root.mjs"
import { runMain } from "./lib/say.mjs"

const parts = ["run", "search", "quality", "insights", "exports"]

await runMain(async () => {
  const node = await prepareBuilt()
  const [first = "", ...rest] = process.argv.slice(2)
  const one = parts.includes(first)
  let failed = 0
  for (const part of one ? [first] : parts) {
    const args = [
      "--conditions=source",
      "--disable-warning=ExperimentalWarning",
      join(root, `bench/${part}.ts`),
      // Without a name, options are those of the first.
      ...(one ? rest : process.argv.slice(2).filter(() => part === "run")),
    ]
    console.log(`\n${part}\n`)
    const code = await runForeground(node, args, environmentFor(node))
    failed ||= code
  }
  return failed
})
