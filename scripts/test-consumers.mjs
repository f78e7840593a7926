/** `npm run test:consumers`: exports of the packaged product in the Python programs that read them. */
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runConsumers } from "./lib/consumers-leg.mjs"
import { inWords } from "./lib/reports.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

await runMain(async () => {
  const result = await runConsumers(await prepareBuilt(), process.argv.slice(2))
  if ("skippedBecause" in result) {
    sayLoudly([
      "The tests with consumers of exported files DID NOT RUN.",
      result.skippedBecause,
      result.remedy,
    ])
    return process.env.LOAM_TEST_STRICT ? 1 : 0
  }
  say(inWords(result))
  return result.failed > 0 ? 1 : 0
})
