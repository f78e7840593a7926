/** An engine in a browser: real clock, IndexedDB, localStorage, other tabs. */
import { session } from "../../api.ts"
import { createEngine, type Engine, type EngineOptions } from "../../engine/engine.ts"
import { randomId } from "../../engine/ids.ts"
import { createLocalMirror, createMemoryMirror } from "../../engine/mirror.ts"
import type { Clock, Mirror } from "../../engine/ports.ts"
import { openDeviceStorage } from "../../engine/storage.ts"
import { openTab, openTabChannel, type Tab } from "../../engine/tabs.ts"
import { annotationApi } from "./annotation-api.ts"

const clock: Clock = {
  now: Date.now,
  after: (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** A tab has one identity, however many datasets are opened in it. */
let tab: Promise<Tab> | null = null

function openMirror(userId: string): Mirror {
  try {
    return createLocalMirror(`loam/${userId}/`, window.localStorage)
  } catch {
    return createMemoryMirror()
  }
}

type Wanted = Pick<
  EngineOptions,
  "datasetId" | "questions" | "guidelinesVersion" | "shownOrder" | "queue" | "recordId"
>

export interface OpenEngine {
  readonly engine: Engine
  /** The labeler goes elsewhere: delivery goes on in the background. */
  readonly close: () => void
}

/** The engine of the dataset visited before, as long as it has answers to deliver. */
let finishing: { halt: () => Promise<void> } | null = null

export async function openEngine(
  user: { id: string; username: string },
  wanted: Wanted,
): Promise<OpenEngine> {
  tab ??= openTab(randomId)
  // What it has not delivered is taken over: one tab delivers in one place.
  await finishing?.halt()
  const [{ holder, alive, exclusively }, storage] = await Promise.all([tab, openDeviceStorage(user.id)])
  const engine = createEngine({
    ...wanted,
    holder,
    alive,
    exclusively,
    storage,
    api: annotationApi,
    clock,
    chance: Math.random,
    newId: randomId,
    mirror: openMirror(user.id),
    channel: openTabChannel(`loam-answers/${user.id}`),
  })
  const stopWatching = watchPage(engine)
  const halt = async () => {
    stopWatching()
    stopWatchingSession()
    await engine.halt()
    storage.close()
  }
  // Nobody's answers go out under somebody else's name.
  const stopWatchingSession = session.subscribe(() => {
    if (session.state().username !== user.username) void halt()
  })
  const close = () => {
    const self = { halt }
    finishing = self
    void engine.finish().then(async () => {
      await halt()
      if (finishing === self) finishing = null
    })
  }
  return { engine, close }
}

/** Tells the engine what happens to the page around it. */
function watchPage(engine: Engine): () => void {
  const watch = new AbortController()
  const { signal } = watch
  const on = (target: EventTarget, events: string[], listener: () => void) => {
    for (const event of events) target.addEventListener(event, listener, { signal, passive: true })
  }
  on(document, ["visibilitychange"], () => engine.setVisible(document.visibilityState === "visible"))
  on(window, ["pagehide"], () => engine.leave())
  // Back from the cache of the browser: the leases are gone and have to be taken again.
  on(window, ["pageshow"], () => engine.setVisible(true))
  on(window, ["online"], () => engine.setOnline(true))
  on(window, ["offline"], () => engine.setOnline(false))
  on(document, ["keydown", "pointerdown", "wheel"], () => engine.noteActivity())
  return () => watch.abort()
}
