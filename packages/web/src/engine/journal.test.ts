import { describe, expect, it } from "vitest"
import { createJournal } from "./journal.ts"
import { createMemoryMirror } from "./mirror.ts"
import type { DeviceStorage } from "./ports.ts"
import { createMemoryStorage } from "./storage.ts"

/** Storage whose writes wait until they are let through. */
function gatedStorage() {
  const disk = createMemoryStorage()
  const waiting: (() => void)[] = []
  let writes = 0
  const storage: DeviceStorage = {
    ...disk,
    write: async (changes) => {
      writes += 1
      await new Promise<void>((resolve) => waiting.push(resolve))
      await disk.write(changes)
    },
  }
  const letThrough = async () => {
    for (const each of waiting.splice(0)) each()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { disk, storage, letThrough, writes: () => writes }
}

let time = 1
const open = (storage: DeviceStorage, contents: Map<string, string>) =>
  createJournal(storage, createMemoryMirror(contents), { writer: "tab", now: () => time++ })

const valuesOf = async (journal: ReturnType<typeof createJournal>, bucket: "work" | "outbox" | "records") =>
  (await journal.read(bucket)).map(({ value }) => value)

describe("a killed tab", () => {
  it("leaves its last answer in the mirror when the disk had not yet got it", async () => {
    const { storage, disk } = gatedStorage()
    const contents = new Map<string, string>()
    open(storage, contents).put("work", "a", { text: "typed" })
    const next = open(disk, contents)
    expect(await valuesOf(next, "work")).toEqual([{ text: "typed" }])
  })

  it("does not bring back an answer whose removal the disk had not yet got", async () => {
    const { storage, disk, letThrough } = gatedStorage()
    const contents = new Map<string, string>()
    const journal = open(storage, contents)
    journal.put("outbox", "a", { answer: 1 })
    await Promise.resolve().then(() => {})
    await letThrough()
    journal.remove("outbox", "a")
    expect((await disk.read("outbox")).length).toBe(1)
    expect(await valuesOf(open(disk, contents), "outbox")).toEqual([])
  })
})

describe("a killed browser", () => {
  it("leaves a mirror that is behind: what the disk has is newer", async () => {
    const disk = createMemoryStorage()
    const contents = new Map<string, string>()
    const journal = open(disk, contents)
    journal.put("work", "a", "typed first")
    journal.put("outbox", "b", "sent since")
    const behind = new Map(contents)
    await journal.settled()
    journal.put("work", "a", "typed first and more")
    journal.remove("outbox", "b")
    await journal.settled()
    expect(await valuesOf(open(disk, behind), "work")).toEqual(["typed first and more"])
    expect(await valuesOf(open(disk, new Map(behind)), "outbox")).toEqual([])
  })
})

describe("the journal", () => {
  it("empties the mirror once the disk has everything, and merges writes that wait", async () => {
    const { storage, disk, letThrough, writes } = gatedStorage()
    const contents = new Map<string, string>()
    const journal = open(storage, contents)
    for (let n = 0; n <= 100; n += 1) {
      journal.put("work", "a", n)
      if (n === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    await letThrough()
    await letThrough()
    await journal.settled()
    expect(writes()).toBe(2)
    expect(await disk.read("work")).toEqual([{ key: "a", value: 100 }])
    expect(contents.size).toBe(0)
  })

  it("lets delivery go on while somebody types without a pause on a slow disk", async () => {
    const { storage, disk, letThrough } = gatedStorage()
    const journal = open(storage, new Map())
    journal.put("outbox", "a", "submitted")
    let settled = false
    const done = journal.settled().then(async () => {
      settled = true
      return disk.read("outbox")
    })
    for (let letter = 0; letter < 5; letter += 1) {
      journal.put("work", "b", letter)
      await letThrough()
    }
    expect(settled).toBe(true)
    expect(await done).toEqual([{ key: "a", value: "submitted" }])
    await letThrough()
  })

  it("goes on when the disk fails, with the answers in the mirror", async () => {
    const broken: DeviceStorage = {
      ...createMemoryStorage(),
      write: () => Promise.reject(new Error("disk full")),
    }
    const contents = new Map<string, string>()
    const journal = open(broken, contents)
    journal.put("outbox", "a", "kept")
    await journal.settled()
    expect(await valuesOf(open(createMemoryStorage(), contents), "outbox")).toEqual(["kept"])
  })
})
