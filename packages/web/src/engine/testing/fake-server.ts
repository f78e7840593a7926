/** A server for tests that keeps the rules the engine relies on: upserts, idempotency keys, leases, failures. */
import type { Response as WireResponse } from "@loam/schema"
import type { Question, WireRecord } from "../model.ts"
import { type AnnotationApi, type Clock, RequestFailure, type SaveItem, type SaveResult } from "../ports.ts"

/** How the next requests that write go wrong. */
export type Trouble =
  | "lost request"
  | "lost answer"
  | "error 500"
  | "busy 429"
  | "refused 422"
  | "signed out 401"

const stamp = "2026-01-01T00:00:00.000000"
const datasetId = "00000000-0000-4000-8000-00000000da7a"

export function textQuestion(name: string, overrides: Partial<Question> = {}): Question {
  return {
    id: `question-${name}`,
    name,
    title: name,
    description: null,
    required: true,
    settings: { type: "text", use_markdown: false },
    dataset_id: datasetId,
    inserted_at: stamp,
    updated_at: stamp,
    ...overrides,
  }
}

export function labelQuestion(name: string, labels: readonly string[]): Question {
  const options = labels.map((value) => ({ value, text: value, description: null }))
  return textQuestion(name, { settings: { type: "label_selection", options, visible_options: null } })
}

export function buildRecord(id: string): WireRecord {
  return {
    id,
    status: "pending",
    fields: { prompt: `Prompt of ${id}` },
    metadata: null,
    external_id: null,
    responses: [],
    suggestions: [],
    dataset_id: datasetId,
    inserted_at: stamp,
    updated_at: stamp,
  }
}

interface ServerOptions {
  readonly clock: Clock
  readonly records: readonly WireRecord[]
  /** Milliseconds from request to answer. */
  readonly latency?: number
}

export function createFakeServer({ clock, records, latency = 0 }: ServerOptions) {
  const responses = new Map<string, WireResponse>()
  const leases = new Map<string, string>()
  const answered = new Map<string, SaveResult[]>()
  const troubles: Trouble[] = []
  const log: { readonly key: string; readonly item: SaveItem | { removed: string } }[] = []
  const refusals = new Map<string, string>()
  const requested: string[][] = []
  let serial = 0

  const delay = () => new Promise<void>((resolve) => void clock.after(latency, resolve))
  const withResponse = (record: WireRecord): WireRecord => {
    const own = responses.get(record.id)
    return { ...record, responses: own ? [own] : [] }
  }

  /** Runs a write the way a real network would: it may fail before it had an effect, or after. */
  const write = async <Result>(apply: () => Result): Promise<Result> => {
    await delay()
    const trouble = troubles.shift()
    if (trouble === "lost request") throw new RequestFailure(0, "network")
    if (trouble === "error 500") throw new RequestFailure(500, "boom")
    if (trouble === "busy 429") throw new RequestFailure(429, "slow down", 1_000)
    if (trouble === "refused 422") throw new RequestFailure(422, "malformed")
    if (trouble === "signed out 401") throw new RequestFailure(401, "who are you")
    const result = apply()
    if (trouble === "lost answer") throw new RequestFailure(0, "network")
    return result
  }

  const saveOne = (key: string, item: SaveItem): SaveResult => {
    const reason = refusals.get(item.record_id)
    if (reason) return { item: null, error: { detail: reason } }
    log.push({ key, item })
    serial += 1
    const known = responses.get(item.record_id)
    const response: WireResponse = {
      id: known?.id ?? `response-${serial}`,
      values: structuredClone(item.values),
      status: item.status,
      record_id: item.record_id,
      user_id: "me",
      surplus: false,
      inserted_at: stamp,
      updated_at: stamp,
    }
    responses.set(item.record_id, response)
    if (item.status !== "draft") leases.delete(item.record_id)
    return { item: response, error: null }
  }

  const api: AnnotationApi = {
    takeLeases: async (_dataset, holder, count) => {
      await delay()
      const free = records.filter((record) => !responses.has(record.id) && !leases.has(record.id))
      const items = free.slice(0, count)
      for (const record of items) leases.set(record.id, holder)
      const lease = { expires_at: stamp }
      return {
        items: items.map((record) => ({
          record: withResponse(record),
          lease: { ...lease, id: `lease-${record.id}` },
        })),
        waiting: 0,
      }
    },
    renewLeases: async (_dataset, holder) => {
      await delay()
      const mine = [...leases].filter(([, owner]) => owner === holder)
      return mine.map(([id]) => ({ id: `lease-${id}`, record_id: id, expires_at: stamp }))
    },
    giveBackLeases: async (_dataset, holder) => {
      for (const [id, owner] of leases) if (owner === holder) leases.delete(id)
    },
    findRecords: async (_dataset, filter, { offset, limit }) => {
      await delay()
      if (filter.type !== "terms") throw new Error("the engine filters by terms only")
      const byId = filter.scope.entity === "record"
      const found = records.filter((record) =>
        filter.values.includes(byId ? record.id : (responses.get(record.id)?.status ?? "pending")),
      )
      return { items: found.slice(offset, offset + limit).map(withResponse), total: found.length }
    },
    saveResponses: (items, key) => {
      requested.push(items.map((item) => item.record_id))
      return write(() => {
        const before = answered.get(key)
        if (before) return before
        const results = items.map((item) => saveOne(key, item))
        answered.set(key, results)
        return results
      })
    },
    removeResponse: (responseId, key) =>
      write(() => {
        if (answered.has(key)) return
        const recordId = [...responses].find(([, response]) => response.id === responseId)?.[0]
        if (recordId === undefined) throw new RequestFailure(404, "no such response")
        responses.delete(recordId)
        log.push({ key, item: { removed: recordId } })
        answered.set(key, [])
      }),
    progress: async () => {
      await delay()
      const count = (status: string) =>
        [...responses.values()].filter((each) => each.status === status).length
      const mine = { draft: count("draft"), submitted: count("submitted"), discarded: count("discarded") }
      const pending = records.length - responses.size
      return { team: { total: records.length, completed: mine.submitted }, mine: { ...mine, pending } }
    },
  }

  return {
    api,
    datasetId,
    responses,
    leases,
    log,
    /** Record ids of each save that was asked for, whatever became of it. */
    requested,
    /** Makes the next writes fail in these ways, one each. */
    trouble: (...kinds: Trouble[]) => void troubles.push(...kinds),
    calm: () => void troubles.splice(0),
    /** Refuses answers to a record for good. */
    refuse: (recordId: string, reason: string) => void refusals.set(recordId, reason),
    accept: (recordId: string) => void refusals.delete(recordId),
  }
}
