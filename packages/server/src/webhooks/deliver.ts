/**
 * Sends what waits in the outbox, as long as the server runs. Each webhook has its own wave under way, so that a slow
 * or dead receiver keeps nobody else waiting.
 */
import type { Services } from "../http/context.ts"
import { giveBack, type Outcome, settle, takeDue, type Waiting } from "./outbox.ts"
import { send } from "./send.ts"

/** Messages for one webhook that are taken together; as many requests at once at most. */
const wave = 16
const timeoutMs = 20_000
/** A little more than an attempt takes: when a process dies, its messages are due again after this. */
const holdSeconds = 30
/** Looking costs 0.3 ms; twice a second is soon enough and nothing. */
const pauseMs = 500

/**
 * What may go out together: messages about different records. One about the dataset waits for those before it, and
 * those after wait for it.
 */
export function steps(messages: readonly Waiting[]): Waiting[][][] {
  const result: Waiting[][][] = []
  let open: Map<string, Waiting[]> | undefined
  for (const message of messages) {
    if (message.event.startsWith("dataset.")) {
      result.push([[message]])
      open = undefined
      continue
    }
    if (!open) {
      open = new Map()
      result.push([])
    }
    const chain = open.get(message.subject)
    if (chain) chain.push(message)
    else {
      const first = [message]
      open.set(message.subject, first)
      result.at(-1)?.push(first)
    }
  }
  return result
}

async function attempt(message: Waiting, allowPrivate: boolean): Promise<Outcome> {
  const { id, attempts } = message
  try {
    const status = await send(message, { allowPrivate, timeoutMs })
    const ok = status >= 200 && status < 300
    return {
      id,
      attempts,
      ok,
      last_status: status,
      last_error: ok ? null : `the receiver answered ${status}`,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error)
    return { id, attempts, ok: false, last_status: null, last_error: reason.slice(0, 500) }
  }
}

async function inOrder(chain: readonly Waiting[], allowPrivate: boolean, outcomes: Outcome[]): Promise<void> {
  for (const message of chain) outcomes.push(await attempt(message, allowPrivate))
}

export interface Deliveries {
  /** Ends with the attempts under way, within their time. */
  readonly stop: () => Promise<void>
}

export function startDeliveries({ database, config, log }: Services): Deliveries {
  const allowPrivate = config.LOAM_WEBHOOK_PRIVATE_ADDRESSES
  const busy = new Map<string, Promise<void>>()
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  async function carryOut(webhookId: string, messages: readonly Waiting[]) {
    const course = steps(messages)
    for (const [index, step] of course.entries()) {
      if (stopped) return giveBack(database.db, course.slice(index).flat(2))
      const outcomes: Outcome[] = []
      await Promise.all(step.map((chain) => inOrder(chain, allowPrivate, outcomes)))
      await settle(database.db, outcomes)
      const failed = outcomes.filter((outcome) => !outcome.ok)
      if (failed.length > 0)
        log.warn({ webhook_id: webhookId, failed: failed.length, reason: failed[0]?.last_error }, "webhook")
    }
  }
  function begin(webhookId: string, messages: readonly Waiting[]) {
    const work = carryOut(webhookId, messages)
      .catch((error: unknown) => log.warn({ err: error }, "delivering webhooks failed"))
      .finally(() => {
        busy.delete(webhookId)
        next(0)
      })
    busy.set(webhookId, work)
  }
  async function look() {
    const due = await takeDue(database.db, { busy: [...busy.keys()], wave, holdSeconds })
    for (const [webhookId, messages] of Map.groupBy(due, (message) => message.webhook_id))
      begin(webhookId, messages)
  }
  function next(after: number) {
    if (stopped) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      looking = looking
        .then(look)
        .catch((error: unknown) => log.warn({ err: error }, "looking for webhooks to deliver failed"))
        .then(() => next(pauseMs))
    }, after)
    timer.unref()
  }
  next(0)
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await looking
      await Promise.all(busy.values())
    },
  }
}
