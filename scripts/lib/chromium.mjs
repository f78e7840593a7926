/** Finds Chromium for the browser tests, or installs one. */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { isExecutable, onPath, root } from "./root.mjs"
import { say } from "./say.mjs"

const onLinux = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
]

const elsewhere = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  join(process.env.PROGRAMFILES ?? "", "Google/Chrome/Application/chrome.exe"),
  join(process.env["PROGRAMFILES(X86)"] ?? "", "Microsoft/Edge/Application/msedge.exe"),
]

/**
 * A Chromium (or Chrome, or Edge) that starts here: `LOAM_CHROMIUM`, else the system's, else the one Playwright downloaded.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env.LOAM_CHROMIUM
  const files = [...(named ? [named] : []), ...onLinux.flatMap(onPath), ...elsewhere, ...playwrights()]
  return files.find((file) => isExecutable(file) && starts(file)) ?? null
}

/**
 * Finds one, else lets Playwright download one, else asks apt where it may.
 * @param {string} node the Node to run Playwright with
 * @returns {string | null}
 */
export function ensureChromium(node) {
  return findChromium() ?? (download(node) || installByApt() ? findChromium() : null)
}

/** The browser of the installed Playwright version, whether or not it was downloaded. */
function playwrights() {
  try {
    return [
      createRequire(join(root, "e2e/package.json"))("playwright-core").chromium.executablePath(),
    ].filter(existsSync)
  } catch {
    return [] // the dependencies are not installed yet
  }
}

/**
 * A browser that lacks a shared library is no browser. On Windows `--version` would open a window.
 * @param {string} file
 */
function starts(file) {
  return process.platform === "win32" || spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0
}

/** @param {string} node */
function download(node) {
  const cli = join(root, "node_modules/playwright/cli.js")
  if (!existsSync(cli)) return false
  say("Downloading Chromium for the browser tests (first time only) …")
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" }
  const result = spawnSync(node, [cli, "install", "chromium"], { env, timeout: 600_000, encoding: "utf8" })
  if (result.status === 0 && findChromium()) return true
  say("  The download gave no browser that starts.")
  return false
}

function installByApt() {
  const apt = onPath("apt-get")[0]
  const sudo = process.getuid?.() === 0 ? [] : onPath("sudo").slice(0, 1)
  if (!apt || (process.getuid?.() !== 0 && !mayUseSudo(sudo[0]))) return false
  say("Installing Chromium by apt-get (first time only) …")
  for (const args of [
    ["update"],
    ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"],
  ]) {
    const [program = apt, ...rest] = [...sudo, apt, ...args]
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
    const result = spawnSync(program, rest, { env, timeout: 900_000, encoding: "utf8" })
    if (result.status !== 0) {
      say(`  apt-get ${args[0]} failed: ${(result.stderr ?? "").trim().split("\n").at(-1)}`)
      return false
    }
  }
  return true
}

/** @param {string | undefined} sudo */
function mayUseSudo(sudo) {
  try {
    if (sudo) execFileSync(sudo, ["-n", "true"], { stdio: "ignore" })
    return Boolean(sudo)
  } catch {
    return false // it would ask for a password
  }
}
