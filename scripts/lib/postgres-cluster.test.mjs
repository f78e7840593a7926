import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { findPostgres } from "./postgres-binaries.mjs"
import { startCluster } from "./postgres-cluster.mjs"
import { isAlive } from "./processes.mjs"

/**
 * @param {string} url
 * @param {string} text
 */
async function query(url, text) {
  const client = new pg.Client(url)
  client.on("error", () => {}) // a killed server breaks the connection on purpose
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe.skipIf(!findPostgres())("throw-away cluster", () => {
  /** @type {import("./postgres-cluster.mjs").Cluster} */
  let cluster
  beforeAll(async () => {
    cluster = await startCluster({ settings: { max_connections: "20" } })
  })
  afterAll(() => cluster?.stop())

  test("answers as superuser with the settings asked for", async () => {
    expect(await query(cluster.url, "show max_connections")).toEqual([{ max_connections: "20" }])
    expect(await query(cluster.url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
      { rolsuper: true },
    ])
  })

  test("refuses a connection without its password", async () => {
    await expect(query(cluster.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(
      "password authentication failed",
    )
  })

  test("a kill loses no acknowledged write, and a restart answers at the same address", async () => {
    await query(cluster.url, "create table kept as select 1 as n")
    const before = cluster.pid
    await cluster.kill()
    expect(cluster.pid).toBeUndefined()
    await expect(query(cluster.url, "select 1")).rejects.toThrow("ECONNREFUSED")
    await cluster.restart()
    expect(cluster.pid).not.toBe(before)
    expect(await query(cluster.url, "select n from kept")).toEqual([{ n: 1 }])
  })

  test("a restart of a running cluster keeps the data", async () => {
    await query(cluster.url, "create table also_kept as select 2 as n")
    await cluster.restart()
    expect(await query(cluster.url, "select n from also_kept")).toEqual([{ n: 2 }])
  })

  test("is stopped and deleted when its owner is killed", async () => {
    const script = `
      import { startCluster } from "./scripts/lib/postgres-cluster.mjs"
      const { pid, folder } = await startCluster()
      console.log(JSON.stringify({ pid, folder }))
      setInterval(() => {}, 1000)`
    const owner = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    const [line] = await once(createInterface({ input: owner.stdout }), "line")
    const { pid, folder } = JSON.parse(line)
    expect([isAlive(pid), existsSync(folder)]).toEqual([true, true])
    owner.kill("SIGKILL")
    for (let waited = 0; existsSync(folder) && waited < 10_000; waited += 50) await sleep(50)
    expect([isAlive(pid), existsSync(folder)]).toEqual([false, false])
  })
})
