/** What the engine needs from the outside, as narrow interfaces: the API, time, chance, durable storage. */
import type { Filter, ResponseContext, ResponseStatus, Values, Response as WireResponse } from "@loam/schema"
import type { Counts, Incoming, TeamProgress, WireRecord } from "./model.ts"

export interface SaveItem {
  readonly record_id: string
  readonly status: ResponseStatus
  readonly values: Values
  readonly context: ResponseContext
}

/** The outcome of one item of a bulk save. */
export interface SaveResult {
  readonly item: WireResponse | null
  readonly error: { readonly detail: string } | null
}

export interface AnnotationApi {
  takeLeases(
    datasetId: string,
    holder: string,
    count: number,
  ): Promise<{ items: Incoming[]; waiting: number }>
  renewLeases(
    datasetId: string,
    holder: string,
  ): Promise<{ id: string; record_id: string; expires_at: string }[]>
  /** Must go out even while the page is being closed. */
  giveBackLeases(datasetId: string, holder: string): Promise<void>
  findRecords(
    datasetId: string,
    filter: Filter,
    page: { offset: number; limit: number },
  ): Promise<{ items: WireRecord[]; total: number }>
  saveResponses(items: readonly SaveItem[], idempotencyKey: string): Promise<SaveResult[]>
  removeResponse(responseId: string, idempotencyKey: string): Promise<void>
  progress(datasetId: string): Promise<{ team: TeamProgress; mine: Counts }>
}

/**
 * A request that did not succeed. `status` is 0 when no answer came (then nobody knows whether it had an
 * effect); `retryAfter` is in milliseconds.
 */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure"
  readonly status: number
  readonly retryAfter: number | null
  constructor(status: number, message: string, retryAfter: number | null = null) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
  }
}

export interface Clock {
  now(): number
  /** Runs `task` once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, task: () => void): () => void
}

/** A number in [0, 1). */
export type Chance = () => number
export type NewId = () => string

export type Bucket = "outbox" | "work" | "steps" | "records" | "marks"
export interface Stored {
  readonly key: string
  readonly value: unknown
}
export type StorageChange =
  | { readonly bucket: Bucket; readonly key: string; readonly value: unknown }
  | { readonly bucket: Bucket; readonly key: string; readonly remove: true }

/** Durable storage of the device, asynchronous; one `write` happens as a whole or not at all. */
export interface DeviceStorage {
  read(bucket: Bucket): Promise<Stored[]>
  write(changes: readonly StorageChange[]): Promise<void>
  close(): void
}

/** Small synchronous storage that outlives a killed tab. `set` may fail when it is full. */
export interface Mirror {
  keys(): string[]
  get(key: string): string | null
  set(key: string, value: string): boolean
  remove(key: string): void
}

/** News between the tabs of one person. */
export interface TabChannel {
  post(message: unknown): void
  listen(receive: (message: unknown) => void): () => void
}
