/** The stand-in for the Hugging Face Hub as a process, and what its own tools must be told to use it. */
import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { root } from "./root.mjs"
import { Problem } from "./say.mjs"

/**
 * @param {string} node
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startHubForTests(node) {
  const child = spawn(node, [join(root, "packages/server/src/test/hub/main.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const ended = /** @type {Promise<void>} */ (new Promise((resolve) => child.once("exit", () => resolve())))
  const { url, token } = await new Promise((resolve, reject) => {
    child.stdout.once("data", (line) => resolve(JSON.parse(String(line))))
    child.once("exit", (code) => reject(new Problem(`The stand-in for the Hub ended with ${code}.`)))
  })
  const home = mkdtempSync(join(tmpdir(), "loam-hub-"))
  return {
    env: {
      HF_ENDPOINT: url,
      HF_TOKEN: token,
      HF_HOME: home,
      HF_HUB_DISABLE_TELEMETRY: "1",
      HF_HUB_DISABLE_XET: "1",
      HF_HUB_DISABLE_PROGRESS_BARS: "1",
      // Where the 1.29 package's command line keeps who signed in.
      ARGILLA_CACHE_DIR: join(home, "argilla"),
    },
    stop: async () => {
      child.kill("SIGTERM")
      await ended
      rmSync(home, { recursive: true, force: true })
    },
  }
}
