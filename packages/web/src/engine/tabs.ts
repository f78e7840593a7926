/** Telling the tabs of one person apart: an id for this one, and which others are alive. */
import type { NewId, TabChannel } from "./ports.ts"

export interface Tab {
  /** Names this tab towards the server's leases and in the device's storage; stays the same over a reload. */
  readonly holder: string
  /** Ids of tabs that are open now, this one included. */
  alive(): Promise<ReadonlySet<string>>
  /** Runs `task` while no other tab does the same. */
  exclusively<Result>(task: () => Promise<Result>): Promise<Result>
}

const sessionKey = "loam-tab"
const aliveKey = (holder: string) => `loam-alive/${holder}`
/** Browsers slow the timers of hidden tabs down to one a minute: only a longer silence means closed. */
const deadAfter = 150_000

export async function openTab(newId: NewId): Promise<Tab> {
  return navigator.locks ? openTabWithLocks(newId) : openTabWithBeats(newId)
}

/** A lock held for the life of the tab: duplicates of a tab notice each other, closed tabs let go by themselves. */
async function openTabWithLocks(newId: NewId): Promise<Tab> {
  const lockName = (holder: string) => `loam-tab/${holder}`
  const hold = (holder: string) =>
    new Promise<boolean>((answer) => {
      void navigator.locks.request(lockName(holder), { ifAvailable: true }, (lock) => {
        answer(lock !== null)
        return lock === null ? undefined : new Promise<void>(() => {})
      })
    })
  let holder = sessionStorage.getItem(sessionKey) ?? newId()
  if (!(await hold(holder))) {
    holder = newId()
    await hold(holder)
  }
  sessionStorage.setItem(sessionKey, holder)
  return {
    holder,
    alive: async () => {
      const { held = [] } = await navigator.locks.query()
      const names = held.map((lock) => lock.name ?? "").filter((name) => name.startsWith(lockName("")))
      return new Set(names.map((name) => name.slice(lockName("").length)))
    },
    exclusively: (task) => navigator.locks.request("loam-restore", task),
  }
}

/** Plain http on a local network has no locks: tabs write the time now and then instead. */
function openTabWithBeats(newId: NewId): Tab {
  const known = sessionStorage.getItem(sessionKey)
  // Leaving removes the mark, so a fresh one under our id belongs to the tab this one was duplicated from.
  const holder = known !== null && !isFresh(aliveKey(known), 8_000) ? known : newId()
  sessionStorage.setItem(sessionKey, holder)
  const beat = () => localStorage.setItem(aliveKey(holder), String(Date.now()))
  beat()
  const timer = setInterval(beat, 5_000)
  addEventListener("pagehide", () => {
    clearInterval(timer)
    localStorage.removeItem(aliveKey(holder))
  })
  return {
    holder,
    alive: async () => {
      const marks = Object.keys(localStorage).filter((key) => key.startsWith(aliveKey("")))
      const fresh = marks
        .filter((key) => isFresh(key, deadAfter))
        .map((key) => key.slice(aliveKey("").length))
      return new Set([...fresh, holder])
    },
    exclusively: (task) => task(),
  }
}

const isFresh = (key: string, within: number) => Date.now() - Number(localStorage.getItem(key) ?? 0) < within

export function openTabChannel(name: string): TabChannel {
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen: (receive) => {
      const handler = (event: MessageEvent) => receive(event.data)
      channel.addEventListener("message", handler)
      return () => {
        channel.removeEventListener("message", handler)
        channel.close()
      }
    },
  }
}
