/** An engine at work on a fake server and a device that survives when the tab is killed. */
import { createEngine, type Engine } from "../engine.ts"
import { createMemoryMirror } from "../mirror.ts"
import type { Question } from "../model.ts"
import type { AnnotationApi, Clock, DeviceStorage, Mirror, TabChannel } from "../ports.ts"
import { createMemoryStorage } from "../storage.ts"
import { buildRecord, createFakeServer, labelQuestion } from "./fake-server.ts"
import { createManualClock, type ManualClock } from "./manual-clock.ts"

interface WorkbenchOptions {
  readonly records?: number
  readonly latency?: number
  readonly questions?: readonly Question[]
  /** Milliseconds until a write to the device is committed; a kill loses what is not. */
  readonly diskDelay?: number
}

/** Messages reach every tab but the sender. */
function createChannelHub() {
  const listeners = new Set<(message: unknown) => void>()
  return (): TabChannel => {
    let own: ((message: unknown) => void) | null = null
    return {
      post: (message) => {
        for (const listener of listeners) if (listener !== own) listener(structuredClone(message))
      },
      listen: (receive) => {
        own = receive
        listeners.add(receive)
        return () => listeners.delete(receive)
      },
    }
  }
}

const never = () => new Promise<never>(() => {})

/** The outside as one tab sees it; `kill` cuts every wire at once, as the death of the tab does. */
function createTabOutside(
  outside: { clock: ManualClock; api: AnnotationApi; disk: DeviceStorage; mirror: Mirror },
  diskDelay: number,
) {
  let alive = true
  const clock: Clock = {
    now: outside.clock.now,
    after: (milliseconds, task) => outside.clock.after(milliseconds, () => alive && task()),
  }
  const wired =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (!alive) return never()
      try {
        const result = await call(...args)
        return alive ? result : await never()
      } catch (error) {
        if (!alive) return never()
        throw error
      }
    }
  const { api, disk, mirror } = outside
  const wiredApi: AnnotationApi = {
    takeLeases: wired(api.takeLeases),
    renewLeases: wired(api.renewLeases),
    giveBackLeases: wired(api.giveBackLeases),
    findRecords: wired(api.findRecords),
    saveResponses: wired(api.saveResponses),
    removeResponse: wired(api.removeResponse),
    progress: wired(api.progress),
  }
  const storage: DeviceStorage = {
    read: disk.read,
    close: disk.close,
    write: async (changes) => {
      if (diskDelay > 0) await new Promise<void>((resolve) => void outside.clock.after(diskDelay, resolve))
      return alive ? disk.write(changes) : never()
    },
  }
  const wiredMirror: Mirror = {
    keys: mirror.keys,
    get: mirror.get,
    set: (key, value) => alive && mirror.set(key, value),
    remove: (key) => alive && mirror.remove(key),
  }
  const kill = () => {
    alive = false
  }
  return { clock, api: wiredApi, storage, mirror: wiredMirror, kill }
}

export function createWorkbench(options: WorkbenchOptions = {}) {
  const { latency = 0, diskDelay = 0, questions = [labelQuestion("label", ["yes", "no"])] } = options
  const clock = createManualClock()
  const records = Array.from({ length: options.records ?? 30 }, (_, index) =>
    buildRecord(`record-${index + 1}`),
  )
  const server = createFakeServer({ clock, records, latency })
  const disk = createMemoryStorage()
  const mirrored = new Map<string, string>()
  const openChannel = createChannelHub()
  const alive = new Set<string>()
  let ids = 0
  let chance = 0.4142135

  const open = async (holder = "tab-1", recordId: string | null = null) => {
    alive.add(holder)
    const mirror = createMemoryMirror(mirrored)
    const outside = createTabOutside({ clock, api: server.api, disk, mirror }, diskDelay)
    const engine = createEngine({
      datasetId: server.datasetId,
      questions,
      guidelinesVersion: 1,
      shownOrder: [],
      queue: "pending",
      recordId,
      holder,
      api: outside.api,
      clock: outside.clock,
      chance: () => {
        chance = (chance * 16_807) % 1
        return chance
      },
      newId: () => `id-${++ids}`,
      storage: outside.storage,
      mirror: outside.mirror,
      channel: openChannel(),
      alive: async () => alive,
      exclusively: (task) => task(),
    })
    const started = engine.start()
    await clock.advance(latency + diskDelay)
    await started
    await clock.advance(latency)
    return {
      engine,
      /** The tab dies at once: nothing is flushed, uncommitted writes are lost. */
      kill: () => {
        outside.kill()
        alive.delete(holder)
      },
      /** A reload: the page says goodbye and dies. */
      close: () => {
        engine.leave()
        outside.kill()
        alive.delete(holder)
      },
    }
  }
  let onDisk = new Map<string, string>()
  return {
    clock,
    server,
    open,
    /** The browser writes localStorage to its disk, as it does now and then. */
    flushMirror: () => {
      onDisk = new Map(mirrored)
    },
    /** What the next start finds in localStorage after the browser was killed: the last state that was written. */
    forgetMirror: () => {
      mirrored.clear()
      for (const [key, value] of onDisk) mirrored.set(key, value)
    },
  }
}

export const currentOf = (engine: Engine) => engine.getState().window.current
