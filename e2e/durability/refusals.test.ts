import { execFileSync, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { type IncomingMessage, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { PGlite } from "@electric-sql/pglite"
import { afterEach, describe, expect, it } from "vitest"
import { type Loam, ownerKey, startLoam } from "../lib/loam.ts"

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(env: Record<string, string> = {}): Promise<Loam> {
  const loam = await startLoam({ env })
  ends.push(loam.stop)
  return loam
}

/** Works on the data of a stopped server. */
async function onData({ home }: Loam, statement: string): Promise<void> {
  const database = await PGlite.create(join(home, "database"))
  await database.exec(statement)
  await database.close()
}

describe("starting is refused, with the reason and the remedy, and nothing is harmed", () => {
  it("a second server on the same folder", async () => {
    const first = await start()
    await expect(startLoam({ env: { LOAM_HOME: first.home } })).rejects.toThrow(
      new RegExp(`in use by process ${first.pid}.*LOAM_HOME`, "s"),
    )
    expect((await first.owner.info.version()).version).toBeTruthy()
  })

  it("a database written by a newer version", async () => {
    const loam = await start()
    await loam.kill()
    await onData(loam, "insert into schema_migrations (version, name) values (9999, 'from the future')")
    await expect(loam.restart()).rejects.toThrow(/newer Loam.*nothing was changed/s)
    await onData(loam, "delete from schema_migrations where version = 9999")
    await loam.restart()
    expect((await loam.owner.users.me()).username).toBe("owner")
  })

  it("a port somebody listens on", async () => {
    const first = await start()
    const { port } = new URL(first.url)
    await expect(startLoam({ env: { PORT: port } })).rejects.toThrow(new RegExp(`port ${port}.*in use`, "s"))
  })
})

/** A disk of 160 MB, which only root may make, and only where mounting is allowed. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "loam-disk-"))
  const mounted =
    process.platform === "linux" &&
    spawnSync("mount", ["-t", "tmpfs", "-o", "size=160m", "tmpfs", folder]).status === 0
  if (!mounted) {
    await rm(folder, { recursive: true })
    console.warn(
      "\n!!! The test with a nearly full disk DID NOT RUN: it needs the right to mount a tmpfs (root on Linux).\n",
    )
    return undefined
  }
  ends.push(async () => {
    execFileSync("umount", ["-l", folder])
    await rm(folder, { recursive: true, force: true })
  })
  return folder
}

describe("a disk nearly full", () => {
  it("refuses writes before the database is stuck, goes on reading, and takes writes again when there is room", async () => {
    const disk = await smallDisk()
    if (!disk) return
    const loam = await startLoam({ env: { LOAM_HOME: join(disk, "data"), LOAM_DISK_RESERVE: "32" } })
    ends.push(loam.stop)
    const { owner } = loam
    const workspace = await owner.workspaces.create({ body: { name: "small" } })
    const { id: dataset_id } = await owner.datasets.create({
      body: { name: "filling", workspace_id: workspace.id },
    })
    await owner.fields.create({
      dataset_id,
      body: { name: "prompt", title: "Prompt", required: true, settings: { type: "text" } },
    })
    await owner.questions.create({
      dataset_id,
      body: { name: "answer", title: "Answer", required: true, settings: { type: "text" } },
    })
    await owner.datasets.publish({ dataset_id })
    let written = 0
    const fill = async () => {
      for (let batch = 0; batch < 400; batch += 1) {
        // Not compressible, so that it takes the room it seems to take.
        const items = Array.from({ length: 20 }, () => ({
          fields: { prompt: Array.from({ length: 2_000 }, () => Math.random().toString(36)).join("") },
        }))
        await owner.records.create({ dataset_id, body: { items } })
        written += items.length
      }
    }
    await expect(fill()).rejects.toMatchObject({
      status: 507,
      message: expect.stringMatching(/MB are free.*Make room/s) as unknown,
    })
    expect(written).toBeGreaterThan(0)
    expect((await owner.records.list({ dataset_id, query: { limit: 1 } })).total).toBe(written)
    execFileSync("mount", ["-o", "remount,size=400m", disk])
    await new Promise((resolve) => setTimeout(resolve, 500))
    await owner.records.create({ dataset_id, body: { items: [{ fields: { prompt: "fits again" } }] } })
    expect((await owner.records.list({ dataset_id, query: { limit: 1 } })).total).toBe(written + 1)
  })
})

/** A request the server has begun to read: it answered `100 Continue` and waits for the body. */
async function beginWorkspace({ url }: Loam, name: string): Promise<() => Promise<number>> {
  const begun = request(`${url}/api/v1/workspaces`, {
    method: "POST",
    headers: { "X-Argilla-Api-Key": ownerKey, "Content-Type": "application/json", Expect: "100-continue" },
  })
  const answered = once(begun, "response")
  await once(begun, "continue")
  return async () => {
    begun.end(JSON.stringify({ name }))
    const [response] = (await answered) as [IncomingMessage]
    response.resume()
    return response.statusCode ?? 0
  }
}

describe("stopping", () => {
  it("lets requests in flight finish before the database is closed", async () => {
    const loam = await start()
    const finish = await Promise.all(
      ["one", "two", "three"].map((name) => beginWorkspace(loam, `in-flight-${name}`)),
    )
    process.kill(loam.pid, "SIGTERM")
    await pause(300)
    expect(await Promise.all(finish.map((end) => end()))).toEqual([201, 201, 201])
    await loam.restart()
    const { items } = await loam.owner.workspaces.mine()
    expect(items.filter(({ name }) => name.startsWith("in-flight"))).toHaveLength(3)
  })
})
