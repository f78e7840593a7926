/** Runs npm quietly and explains its failures. */
import { spawn } from "node:child_process"
import { onPath, root } from "./root.mjs"
import { Problem } from "./say.mjs"

/** npm's own names of a network that does not answer. */
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENETUNREACH|network/

/** Said by `npm ci` where the lock file lacks an optional package of this platform. */
const outOfSync = /in sync|EUSAGE/

/**
 * @typedef {object} NpmResult
 * @property {number} code
 * @property {boolean} lockOutOfSync
 * @property {boolean} offline the registry does not answer
 * @property {string} explanation npm's error lines and what to do about them, indented; empty on success
 */

/**
 * Whatever the user's npm is configured to print or to leave out, the outcome is the same: quiet, with development packages.
 * @param {string[]} args
 * @returns {Promise<NpmResult>}
 */
export async function npm(args) {
  const quiet = [
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ]
  const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--fetch-retry-maxtimeout=10000"]
  const { program, first } = npmProgram()
  const shell = program.endsWith(".cmd")
  const { code, output } = await capture(program, [...first, ...args, ...quiet, ...patience], shell)
  const offline = code !== 0 && unreachable.test(output)
  return {
    code,
    offline,
    lockOutOfSync: outOfSync.test(output),
    explanation: code === 0 ? "" : explain(output, offline),
  }
}

/** The npm that runs this script, else the one on PATH. */
function npmProgram() {
  const running = process.env.npm_execpath
  if (running && /npm-cli\.c?js$/.test(running)) return { program: process.execPath, first: [running] }
  const [program] = onPath("npm")
  if (!program) throw new Problem("There is no npm on PATH.", "Install Node with npm, then try again.")
  return { program, first: [] }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {boolean} shell
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(program, args, shell) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, shell, stdio: ["ignore", "pipe", "pipe"] })
    let output = ""
    const collect = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on("data", collect)
    child.stderr.on("data", collect)
    child.on("error", reject)
    child.on("close", (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * @param {string} output
 * @param {boolean} offline
 */
function explain(output, offline) {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^npm (error|ERR!) ?/, "").trim())
    .filter((line) => line && !/^(at |A complete log|syscall|errno)/.test(line))
  const said = lines.slice(0, 6).map((line) => `  npm: ${line}`)
  const remedy =
    "  The npm registry does not answer. Check the network; behind a proxy: npm config set proxy http://HOST:PORT"
  return [...said, ...(offline ? [remedy] : [])].join("\n")
}
