/** `npm run test:fuzz [-- examples [seed]]`: requests made up from the OpenAPI document, many more than in `npm test`. */
import { prepareBuilt } from "./lib/bootstrap.mjs"
import { runFuzz } from "./lib/python-leg.mjs"
import { inWords } from "./lib/reports.mjs"
import { runMain, say, sayLoudly } from "./lib/say.mjs"

await runMain(async () => {
  const [examples = "200", seed = String(Date.now() % 1_000_000)] = process.argv.slice(2)
  const size = { examples: Number(examples), seed: Number(seed), phases: "examples,coverage,fuzzing" }
  const result = await runFuzz(await prepareBuilt(), size)
  if ("skippedBecause" in result) {
    sayLoudly(["The requests DID NOT RUN.", result.skippedBecause, result.remedy])
    return process.env.LOAM_TEST_STRICT ? 1 : 0
  }
  say(`${inWords(result)} (seed ${seed})`)
  return result.failed > 0 ? 1 : 0
})
