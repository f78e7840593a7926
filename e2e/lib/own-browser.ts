/** A browser of the test's own with a profile on disk: it can be killed like any process and started again. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Browser, type BrowserContext, chromium } from "@playwright/test"
import { findChromium } from "../../scripts/lib/chromium.mjs"

const args = [
  ..."--headless --remote-debugging-port=0 --no-first-run --disable-gpu --disable-quic --disable-sync".split(
    " ",
  ),
  ..."--disable-background-networking --disable-component-update --no-default-browser-check".split(" "),
]

export interface OwnBrowser {
  readonly context: BrowserContext
  /** SIGKILL to the browser and all its helpers at once: nobody gets to write anything down. */
  kill(): Promise<void>
}

export interface Profile {
  launch(): Promise<OwnBrowser>
  remove(): Promise<void>
}

function devToolsOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ""
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (url) resolve(url)
    })
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${said}`)))
  })
}

async function launch(folder: string): Promise<{ child: ChildProcess; browser: Browser }> {
  const program = findChromium() ?? chromium.executablePath()
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : []
  // A group of its own, so that its helpers can be killed with it.
  const child = spawn(program, [...args, ...sandbox, `--user-data-dir=${folder}`], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  })
  return { child, browser: await chromium.connectOverCDP(await devToolsOf(child)) }
}

export async function createProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), "loam-browser-"))
  return {
    launch: async () => {
      const { child, browser } = await launch(folder)
      const [context] = browser.contexts()
      if (!context || child.pid === undefined) throw new Error("the browser has no context")
      const { pid } = child
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
      const kill = async () => {
        process.kill(-pid, "SIGKILL")
        await ended
        await browser.close().catch(() => {}) // the connection is gone with the browser
      }
      return { context, kill }
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
