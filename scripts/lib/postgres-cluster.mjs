/** A throw-away PostgreSQL cluster for tests and benchmarks: started in a second or two, gone without a trace. */
import { execFileSync, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { findPostgres, oldestPostgres, postgresUser } from "./postgres-binaries.mjs"
import { isAlive, killWithChildren } from "./processes.mjs"
import { Problem } from "./say.mjs"

/**
 * @typedef {object} Cluster
 * @property {string} url superuser connection to the database `postgres`; it stays the same over restarts
 * @property {string} folder its data and log
 * @property {number | undefined} pid of the postmaster, undefined while it is down
 * @property {() => Promise<void>} stop shuts down and deletes the data
 * @property {() => Promise<void>} kill SIGKILLs the postmaster and every process of it at once, as a crash would
 * @property {() => Promise<void>} restart starts again on the same data and port, after a shutdown if it is up
 */

/**
 * Durable enough for a killed process, not for a power cut: without fsync the kernel still holds every written page, and
 * synchronous_commit stays on, so that a commit was written before it is acknowledged.
 */
const throwAway = {
  fsync: "off",
  full_page_writes: "off",
  max_connections: "200",
  log_timezone: "UTC",
  timezone: "UTC",
}

/**
 * Starts a cluster on a random port of 127.0.0.1 (and a socket in its own folder). It outlives its creator by a few
 * milliseconds at most: a watchdog stops it and deletes it when this process ends in whatever way.
 * @param {{ settings?: Record<string, string> }} [options] settings of postgresql.conf
 * @returns {Promise<Cluster>}
 */
export async function startCluster({ settings = {} } = {}) {
  const bin = findPostgres()
  if (!bin) {
    const remedy =
      "Debian: apt-get install postgresql. macOS: brew install postgresql@17. Or name the folder in LOAM_POSTGRES_BIN."
    throw new Problem(
      `No PostgreSQL ${oldestPostgres} or newer on this machine (looked for postgres and initdb).`,
      remedy,
    )
  }
  const user = postgresUser()
  const folder = mkdtempSync(join(user.uid === undefined ? tmpdir() : "/tmp", "loam-postgres-"))
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const endWatch = watch(folder)
  try {
    const password = randomBytes(12).toString("hex")
    initialise(bin, folder, password, user)
    const server = await startOnFreePort(bin, folder, { ...throwAway, ...settings }, user)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`,
      folder,
      get pid() {
        return server.pid()
      },
      kill: server.kill,
      async restart() {
        await server.shutDown()
        await server.start()
      },
      async stop() {
        await server.shutDown()
        rmSync(folder, { recursive: true, force: true })
        endWatch()
      },
    }
  } catch (error) {
    endWatch() // it deletes the folder
    throw error
  }
}

/** @param {string} folder */
function watch(folder) {
  const script = fileURLToPath(new URL("postgres-watchdog.mjs", import.meta.url))
  // Its own session, so that a Ctrl-C meant for the tests does not end it; its standard input closes when we are gone.
  const watchdog = spawn(process.execPath, [script, folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  })
  watchdog.unref()
  return () => watchdog.stdin?.end()
}

/**
 * @param {string} bin
 * @param {string} folder
 * @param {string} password
 * @param {{ uid?: number, gid?: number }} user
 */
function initialise(bin, folder, password, user) {
  const passwordFile = join(folder, "password")
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid)
  const args = ["--pgdata", join(folder, "data"), "--username=postgres", `--pwfile=${passwordFile}`]
  // With the plain C locale PostgreSQL folds the case of ASCII letters alone, and a search for "ÜBER" misses "über".
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8"
  args.push("--auth=scram-sha-256", "--encoding=UTF8", `--locale=${locale}`, "--no-sync")
  execFileSync(join(bin, "initdb"), args, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] })
}

/**
 * @param {string} bin
 * @param {string} folder
 * @param {Record<string, string>} settings
 * @param {{ uid?: number, gid?: number }} user
 */
async function startOnFreePort(bin, folder, settings, user) {
  for (let attempt = 1; ; attempt += 1) {
    const server = postmaster(bin, folder, await freePort(), settings, user)
    try {
      await server.start()
      return server
    } catch (error) {
      const portTaken = String(error).includes("Address already in use") // somebody took it between the look and the start
      if (!portTaken || attempt === 5) throw error
    }
  }
}

/**
 * @param {string} bin
 * @param {string} folder
 * @param {number} port
 * @param {Record<string, string>} settings
 * @param {{ uid?: number, gid?: number }} user
 */
function postmaster(bin, folder, port, settings, user) {
  const data = join(folder, "data")
  const log = join(folder, "log")
  const options = Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    ...settings,
  })
  const args = [
    "-D",
    data,
    "-p",
    String(port),
    ...options.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]
  /** @type {number | undefined} */
  let pid

  const runs = () => pid !== undefined && isAlive(pid)

  async function start() {
    const output = openSync(log, "w")
    const child = spawn(join(bin, "postgres"), args, {
      ...user,
      cwd: folder,
      detached: true,
      stdio: ["ignore", output, output],
    })
    child.on("error", () => {}) // a start that failed shows as a process that does not run
    child.unref()
    closeSync(output)
    pid = child.pid
    await until(() => isReady(data, pid) || !runs(), 60_000, "start")
    if (!runs()) throw new Error(`PostgreSQL did not start:\n${readFileSync(log, "utf8")}`)
  }

  async function shutDown() {
    if (pid === undefined || !runs()) return
    process.kill(pid, "SIGINT") // "fast": ends the sessions, then writes a checkpoint
    await until(() => !runs(), 30_000, "stop")
  }

  async function kill() {
    if (pid === undefined || !runs()) return
    const killed = killWithChildren(pid)
    await until(() => !killed.some(isAlive), 10_000, "die")
  }

  return { port, pid: () => (runs() ? pid : undefined), start, shutDown, kill }
}

/**
 * The eighth line of postmaster.pid says whether connections are accepted.
 * @param {string} data
 * @param {number | undefined} pid
 */
function isReady(data, pid) {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")
    return Number(lines[0]) === pid && lines[7]?.trim() === "ready"
  } catch {
    return false // not written yet
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })
}

/**
 * @param {() => boolean} condition
 * @param {number} patience in milliseconds
 * @param {string} what
 */
async function until(condition, patience, what) {
  const end = Date.now() + patience
  while (!condition()) {
    if (Date.now() > end) throw new Error(`PostgreSQL did not ${what} within ${patience / 1000} s.`)
    await sleep(20)
  }
}
