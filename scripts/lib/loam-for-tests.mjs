/** The packaged product on a free port, with an empty database of its own that goes with it. */
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "./root.mjs"
import { Problem } from "./say.mjs"

/**
 * @param {string} node
 * @param {Record<string, string>} [more] settings besides
 * @returns {Promise<{ url: string, key: string, stop: () => Promise<void> }>}
 */
export async function startForTests(node, more = {}) {
  const home = mkdtempSync(join(tmpdir(), "loam-python-"))
  const key = "owner.key.of.the.tests"
  const env = {
    ...process.env,
    PORT: "0",
    HOST: "127.0.0.1",
    LOAM_HOME: home,
    LOAM_OWNER_USERNAME: "owner",
    LOAM_OWNER_PASSWORD: "a password for tests",
    LOAM_OWNER_API_KEY: key,
    LOAM_EXAMPLES: "0",
    LOAM_DISK_RESERVE: "0",
    DATABASE_URL: "",
    ...more,
  }
  const child = spawn(node, [join(root, "packages/cli/bin/loam.js"), "serve", "--json"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = /** @type {Promise<void>} */ (new Promise((resolve) => child.once("exit", () => resolve())))
  const url = await new Promise((resolve, reject) => {
    let said = ""
    child.stdout.on("data", (chunk) => {
      said += chunk
      const found = /"url":\s*"([^"]+)"/.exec(said)?.[1]
      if (found) resolve(found)
    })
    child.once("exit", (code) => reject(new Problem(`loam serve ended with ${code}.`)))
  })
  return {
    url,
    key,
    stop: async () => {
      child.kill("SIGTERM")
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}
