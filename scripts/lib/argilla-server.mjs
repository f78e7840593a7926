/** A real Argilla 2.8 or 1.29 on free ports, with Redis and OpenSearch beside it, all below .cache and gone with us. */
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { cache, onPath, root } from "./root.mjs"
import { Problem, say } from "./say.mjs"

const folder = join(cache, "argilla")
const sources = join(root, "e2e/python/migration")
const opensearch = join(folder, "opensearch")

/** @typedef {"2.8" | "1.29"} Version */
const homes = { 2.8: "server", 1.29: "server-1.29" }
/** @param {Version} version */
const pythonOf = (version) => join(folder, homes[version], "bin/python")

/** @param {string} program @param {string[]} args @param {string} [cwd] */
function must(program, args, cwd = folder) {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" })
  if (status !== 0)
    throw new Problem(`${program} ${args.slice(0, 4).join(" ")} failed.`, String(error ?? stderr).slice(-800))
}

/** What is missing on this machine, if anything. */
export function missingForArgilla() {
  const wanted = {
    "redis-server": "apt-get install redis-server",
    java: "a Java 17",
    mvn: "apt-get install maven",
    unzip: "apt-get install unzip",
  }
  return Object.entries(wanted)
    .filter(([name]) => onPath(name).length === 0)
    .map(([name, remedy]) => `${name} (${remedy})`)
}

/**
 * What was installed from these files is left alone.
 * @param {string} name @param {readonly string[]} files below e2e/python/migration @param {() => void} install
 */
function once(name, files, install) {
  mkdirSync(folder, { recursive: true })
  const hash = createHash("sha256")
  for (const file of files) hash.update(readFileSync(join(sources, file)))
  const [stamp, wanted] = [join(folder, `installed-${name}`), hash.digest("hex")]
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return
  install()
  writeFileSync(stamp, wanted)
}

/** @param {Version} version @param {readonly string[]} what */
const pip = (version, what) =>
  must(pythonOf(version), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...what])

/** @param {string} interpreter a Python 3.9 to 3.11 @param {Version} version */
export function installArgilla(interpreter, version) {
  const place = (/** @type {string} */ name) => join(sources, name)
  once("opensearch", ["opensearch.xml"], installOpenSearch)
  const lists =
    version === "2.8"
      ? ["requirements.txt", "constraints.txt"]
      : ["older/requirements.txt", "older/server.txt"]
  once(version, lists, () => {
    say(`Installing an Argilla ${version} server from PyPI …`)
    if (!existsSync(pythonOf(version))) must(interpreter, ["-m", "venv", join(folder, homes[version])])
    const [first = "", second = ""] = lists.map(place)
    if (version === "2.8") pip(version, ["-r", first, "-c", second])
    else {
      pip(version, ["-r", first])
      pip(version, ["--no-deps", "--ignore-requires-python", "-r", second])
    }
    enableVectors(version)
  })
}

function installOpenSearch() {
  mkdirSync(opensearch, { recursive: true })
  say("Installing OpenSearch from Maven …")
  copyFileSync(join(sources, "opensearch.xml"), join(opensearch, "pom.xml"))
  must("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], opensearch)
  must(
    "mvn",
    [
      "-q",
      "-B",
      "dependency:copy",
      "-Dartifact=org.opensearch.plugin:opensearch-knn:2.19.1.0:zip",
      "-DoutputDirectory=.",
    ],
    opensearch,
  )
  must("unzip", ["-q", "-o", "opensearch-knn-2.19.1.0.zip", "-d", "knn"], opensearch)
  for (const name of readdirSync(join(opensearch, "knn")))
    if (name.startsWith("slf4j")) rmSync(join(opensearch, "knn", name))
}

/**
 * It makes its index with `index.knn` off, which this OpenSearch refuses for vectors.
 * @param {Version} version
 */
function enableVectors(version) {
  const lib = join(folder, homes[version], "lib")
  const file = join(
    lib,
    readdirSync(lib)[0] ?? "",
    "site-packages/argilla_server/search_engine/opensearch.py",
  )
  writeFileSync(file, readFileSync(file, "utf8").replace('"index.knn": False', '"index.knn": True'))
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0))
    })
  })

/** The runner takes ports up to 9299 only. */
async function searchPort() {
  for (let port = 9211; port < 9299; port += 1) {
    const isFree = await new Promise((resolve) => {
      const probe = createServer().once("error", () => resolve(false))
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
  }
  throw new Problem("No port from 9211 to 9298 is free, which OpenSearch needs.")
}

/** @param {string} url @param {number} seconds @param {() => string} log */
async function untilAnswers(url, seconds, log) {
  const end = Date.now() + seconds * 1000
  while (Date.now() < end) {
    if ((await fetch(url).catch(() => null))?.ok) return
    await sleep(300)
  }
  throw new Problem(`${url} gave no answer for ${seconds} s.`, log())
}

/**
 * Starts everything; `stop` ends it and deletes its data.
 * @param {Version} version
 */
export async function startArgilla(version) {
  const python = pythonOf(version)
  const home = mkdtempSync(join(tmpdir(), "loam-argilla-"))
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = []
  const logOf = (/** @type {string} */ name) => join(home, `${name}.log`)
  const begin = (
    /** @type {string} */ name,
    /** @type {string} */ program,
    /** @type {string[]} */ args,
    env = process.env,
  ) => {
    const log = openSync(logOf(name), "a")
    children.push(spawn(program, args, { cwd: home, env, stdio: ["ignore", log, log] }))
    return () => readFileSync(logOf(name), "utf8").slice(-1500)
  }
  const stop = async () => {
    for (const child of children.reverse()) child.kill("SIGTERM")
    await Promise.all(
      children.map(
        (child) =>
          child.exitCode ??
          Promise.race([
            new Promise((resolve) => child.once("exit", resolve)),
            sleep(8000).then(() => child.kill("SIGKILL")),
          ]),
      ),
    )
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const [redis, search, port] = [await freePort(), await searchPort(), await freePort()]
    begin("redis", "redis-server", [
      "--port",
      String(redis),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--dir",
      home,
    ])
    // It listens one above the port it is given.
    const java = [
      "-Xms1g",
      "-Xmx1g",
      "-cp",
      `${opensearch}/lib/*:${opensearch}/knn/*`,
      "org.codelibs.opensearch.runner.OpenSearchRunner",
    ]
    const node = [
      "-basePath",
      join(home, "opensearch"),
      "-numOfNode",
      "1",
      "-baseHttpPort",
      String(search - 1),
      "-pluginTypes",
      "org.opensearch.knn.plugin.KNNPlugin",
    ]
    const searchLog = begin("opensearch", "java", [...java, ...node])
    // On a busy machine of two cores it took more than two minutes.
    await untilAnswers(`http://127.0.0.1:${search}`, 400, searchLog)
    const env = {
      ...process.env,
      ARGILLA_HOME_PATH: home,
      ARGILLA_DATABASE_URL: `sqlite+aiosqlite:///${home}/argilla.db`,
      ARGILLA_REDIS_URL: `redis://127.0.0.1:${redis}/0`,
      ARGILLA_SEARCH_ENGINE: "opensearch",
      ARGILLA_ELASTICSEARCH: `http://127.0.0.1:${search}`,
      ARGILLA_ENABLE_TELEMETRY: "0",
      HF_HUB_OFFLINE: "1",
    }
    const key = "owner.key.of.the.source"
    const run = (/** @type {string[]} */ args) => {
      const { status, stderr } = spawnSync(python, ["-m", "argilla_server", ...args], {
        cwd: home,
        env,
        encoding: "utf8",
      })
      if (status !== 0) throw new Problem(`argilla_server ${args[0]} failed.`, stderr.slice(-1500))
    }
    run(["database", "migrate"])
    run([
      "database",
      "users",
      "create",
      "--first-name",
      "boss",
      "--username",
      "boss",
      "--role",
      "owner",
      "--password",
      "12345678",
      "--api-key",
      key,
    ])
    const log = begin(
      "argilla",
      python,
      ["-m", "uvicorn", "argilla_server:app", "--host", "127.0.0.1", "--port", String(port)],
      env,
    )
    if (version === "2.8") begin("worker", python, ["-m", "argilla_server", "worker"], env)
    const url = `http://127.0.0.1:${port}`
    await untilAnswers(`${url}/api/v1/version`, 300, log)
    return { url, key, home, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
