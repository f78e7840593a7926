/** `node packages/server/src/test/hub/main.ts`: the stand-in as a process, for tests in other packages and languages. */
import { readToken, writeToken } from "./caller.ts"
import { startHub } from "./start-hub.ts"

const { url, stop } = await startHub()
console.log(JSON.stringify({ url, token: writeToken, read_token: readToken }))
process.once("SIGTERM", stop)
process.once("SIGINT", stop)
