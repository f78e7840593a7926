/** `npm run build`: compiles the packages and the web app, whether or not they are stale. */
import { prepare } from "./lib/bootstrap.mjs"
import { ensureBuild } from "./lib/builds.mjs"
import { runMain } from "./lib/say.mjs"

await runMain(async () => {
  ensureBuild(await prepare(), { force: true })
})
