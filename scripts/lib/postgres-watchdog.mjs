/**
 * Started beside every throw-away cluster with its folder as the argument: when standard input closes, because the cluster
 * was stopped or because the process that started it is gone, it ends what still runs there and deletes the folder.
 */
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { isAlive } from "./processes.mjs"

const folder = String(process.argv[2])

process.stdin.resume()
process.stdin.on("end", end)
process.stdin.on("error", end)

async function end() {
  const pid = postmasterPid()
  if (pid && isAlive(pid)) {
    process.kill(pid, "SIGQUIT") // "immediate": the data is thrown away
    for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 50) await sleep(50)
    if (isAlive(pid)) process.kill(pid, "SIGKILL")
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.exit()
}

function postmasterPid() {
  try {
    return Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0])
  } catch {
    return undefined // it was shut down, or never came up
  }
}
