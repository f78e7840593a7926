/** What `bin/loam.js` does, from the sources: tests need no build. */
import { main } from "../main.ts"

process.exitCode = await main(process.argv)
