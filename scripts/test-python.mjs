/** `npm run test:python`: the unmodified Argilla packages from PyPI, both lines, against the packaged product. */
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runPackages } from "./lib/python-leg.mjs"
import { inWords } from "./lib/reports.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

await runMain(async () => {
  const result = await runPackages(await prepareBuilt(), process.argv.slice(2))
  if ("skippedBecause" in result) {
    sayLoudly(["The tests with Argilla's Python packages DID NOT RUN.", result.skippedBecause, result.remedy])
    return process.env.LOAM_TEST_STRICT ? 1 : 0
  }
  say(inWords(result))
  return result.failed > 0 ? 1 : 0
})
