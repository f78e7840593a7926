/** A dataset on a server: read its records and answers, add more, see how far it is, export it. */
import type {
  Agreement,
  Annotators,
  Api,
  ConsensusItem,
  Dataset,
  Progress as DatasetProgress,
  ExportCheck,
  Field,
  GateReport,
  GoldResult,
  History,
  HistoryPurge,
  Json,
  LeaderboardPage,
  Output,
  Question,
  RecordUpsert,
  Selection,
} from "@loam/schema"
import type { Client } from "../client.ts"
import { InvalidInputError } from "../errors.ts"
import type { FeedbackRecord, RecordOptions, Suggestion, SuggestionOptions } from "../record.ts"
import { checkedRecord, suggestionToWire } from "../record-rules.ts"
import type { AnyField } from "../settings/fields.ts"
import type { AnyQuestion } from "../settings/questions.ts"
import type { DatasetRecord, FieldValues } from "../types.ts"
import { type StoredConsensus, storedConsensus } from "./consensus.ts"
import { type DatasetExport, type ExportQuery, startExport, wireQuery } from "./export.ts"
import {
  type AgreementOptions,
  type AnnotatorsOptions,
  type ConsensusOptions,
  type CopyOptions,
  type GateInput,
  type GoldOptions,
  given,
  type LeaderboardOptions,
  type PurgeOptions,
  readConsensus,
} from "./insights.ts"
import { type RecordsQuery, readRecords } from "./read.ts"
import {
  addRecords,
  deleteRecords,
  type Source,
  sizeOf,
  type UpsertItem,
  upsertRecords,
  type WriteOptions,
} from "./write.ts"

/** What to change of a record; members left out stay as they are. */
export interface RecordChange<Fields> {
  /** Which record: by its id, else by its external id. */
  readonly id?: string
  readonly external_id?: string | number
  /** Replaces all fields. */
  readonly fields?: Fields
  /** Replaces all metadata. */
  readonly metadata?: { readonly [name: string]: Json } | null
  /** Replaces the suggestions for the questions that it names. */
  readonly suggestions?: readonly (Suggestion | SuggestionOptions)[]
  readonly responses?: RecordUpsert["responses"]
  readonly vectors?: { readonly [name: string]: readonly number[] }
}

/** Made by `dataset.push()` and `FeedbackDataset.open()`. */
export class RemoteFeedbackDataset<
  const Fields extends readonly AnyField[] = readonly AnyField[],
  const Questions extends readonly AnyQuestion[] = readonly AnyQuestion[],
> {
  readonly client: Client
  /** The dataset as it was when it was opened. */
  readonly dataset: Dataset
  /** Its fields, in their order. */
  readonly fields: readonly Field[]
  /** Its questions, in their order. */
  readonly questions: readonly Question[]

  constructor(
    client: Client,
    dataset: Dataset,
    settings: { fields: readonly Field[]; questions: readonly Question[] },
  ) {
    this.client = client
    this.dataset = dataset
    this.fields = settings.fields
    this.questions = settings.questions
  }

  get id(): string {
    return this.dataset.id
  }

  get name(): string {
    return this.dataset.name
  }

  get guidelines(): string | null {
    return this.dataset.guidelines
  }

  /**
   * The records in the order in which they were added, with everybody's responses and the suggestions. Read page by page
   * while the loop runs, so the dataset may be larger than memory.
   *
   * @throws {@link ApiError} 403 unless the key is an owner's or an admin's of the workspace.
   * @example for await (const record of remote.records({ status: "completed" })) console.log(record.responses)
   */
  async *records(query: RecordsQuery = {}): AsyncGenerator<DatasetRecord<Fields, Questions>> {
    for await (const record of readRecords(this.client, this.id, query)) {
      // The server holds every record to the settings that `Fields` and `Questions` stand for.
      const { responses = [], suggestions = [] } = record
      yield { ...record, responses, suggestions } as unknown as DatasetRecord<Fields, Questions>
    }
  }

  /**
   * Adds records in batches of up to 500, in order; answers how many. Each batch is stored whole or not at all.
   *
   * @throws {@link InvalidInputError} when a record does not fit the fields and questions.
   * @throws {@link RecordsError} when the server refuses a batch, e.g. for an external id that exists: `done` records
   *   before it are stored.
   */
  addRecords(
    records: Source<RecordOptions<FieldValues<Fields>>>,
    options: WriteOptions = {},
  ): Promise<number> {
    return addRecords(this.client, this.id, this.#checked(records), { ...options, total: sizeOf(records) })
  }

  /**
   * Changes records found by id, else by external id; one whose external id is not there yet is created, so the same list
   * may be sent again and again. Answers how many were created and how many were found.
   *
   * @throws {@link InvalidInputError} when a change names neither `id` nor `external_id`.
   * @throws {@link RecordsError} when the server refuses a batch: `done` records before it are stored.
   */
  updateRecords(
    changes: Source<RecordChange<FieldValues<Fields>>>,
    options: WriteOptions = {},
  ): Promise<{ created: number; updated: number }> {
    return upsertRecords(this.client, this.id, mapped(changes, changeToWire), {
      ...options,
      total: sizeOf(changes),
    })
  }

  /**
   * Deletes records, with their answers, by id or as {@link records} gave them. Ids that are not there are passed over.
   */
  deleteRecords(
    records: readonly (string | { readonly id: string })[],
    options: WriteOptions = {},
  ): Promise<void> {
    const ids = records.map((record) => (typeof record === "string" ? record : record.id))
    return deleteRecords(this.client, this.id, ids, options)
  }

  /** How many records there are, are completed and pending, and how many answers of each kind. */
  progress(): Promise<DatasetProgress> {
    return this.client.datasets.progress({ dataset_id: this.id })
  }

  /**
   * The dataset for a trainer, row by row.
   *
   * @throws {@link ApiError} 422 when task, format or mapping are unknown or do not fit the dataset.
   * @example for await (const row of await remote.export({ task: "sft", format: "messages" })) console.log(row.messages)
   */
  export(query: ExportQuery = {}, options: { readonly signal?: AbortSignal } = {}): Promise<DatasetExport> {
    return startExport(this.client, this.id, query, options.signal)
  }

  /**
   * What the same export holds and what it leaves out, with the reasons: records without an answer, rows that a trainer
   * would refuse.
   *
   * @throws {@link ApiError} 422 when task, format or mapping are unknown or do not fit the dataset.
   */
  checkExport(query: ExportQuery = {}): Promise<ExportCheck> {
    return this.client.exports.check({ dataset_id: this.id, query: wireQuery(query) })
  }

  /**
   * How many records pass an expression; without one, the names it may use. With `exact` all records are counted, else
   * the first 100,000 are looked at. See docs/selecting.md.
   */
  select(
    where?: string,
    options: { readonly unify?: string[]; readonly exact?: boolean } = {},
  ): Promise<Selection> {
    return this.client.exports.selection({ dataset_id: this.id, query: given({ where, ...options }) })
  }

  /** A new dataset with the same settings and the records that pass `where`. */
  copy(options: CopyOptions): Promise<Output<Api["copies"]["create"]>> {
    return this.client.copies.create({ dataset_id: this.id, body: given(options) })
  }

  /** How far people agree on a question: the whole, each label, pair of people and slice, with intervals. */
  agreement(options: AgreementOptions = {}): Promise<Agreement> {
    return this.client.insights.agreement({ dataset_id: this.id, query: given(options) })
  }

  /** One answer a record by a named policy, read page by page. Nothing is stored over the answers. */
  consensus(options: ConsensusOptions = {}): AsyncGenerator<ConsensusItem> {
    return readConsensus(this.client, this.id, options)
  }

  /** Consensus that is kept on the server, in versions: computed, read, compared. */
  get stored(): StoredConsensus {
    return storedConsensus(this.client, this.id)
  }

  /** How often the unified answers are the right ones: from metadata, suggestions, or given here by record. */
  gold(options: GoldOptions): Promise<GoldResult> {
    const place = { dataset_id: this.id }
    if (!("values" in options)) return this.client.insights.gold({ ...place, query: given(options) })
    const { values, ...body } = options
    return this.client.insights.goldTable({ ...place, body: { ...given(body), values: { ...values } } })
  }

  /** The people who answered a question: reliability, speed, habits. */
  annotators(options: AnnotatorsOptions = {}): Promise<Annotators> {
    return this.client.insights.annotators({ dataset_id: this.id, query: given(options) })
  }

  /** Models from side-by-side answers, with ranks and intervals. */
  leaderboard(options: LeaderboardOptions = {}): Promise<LeaderboardPage> {
    return this.client.insights.leaderboard({ dataset_id: this.id, query: given(options) })
  }

  /** Whether agreement, gold accuracy and completeness reach the limits given. */
  gates(gates: readonly GateInput[]): Promise<GateReport> {
    return this.client.insights.gates({ dataset_id: this.id, body: { gates: [...gates] } })
  }

  /** What is kept of earlier states of records, suggestions and answers, and what was purged of it. */
  history(): Promise<History> {
    return this.client.history.get({ dataset_id: this.id })
  }

  /** Forgets earlier states for good, of all records before a moment or of one record. For owners. */
  purgeHistory(options: PurgeOptions = {}): Promise<HistoryPurge> {
    return this.client.history.purge({ dataset_id: this.id, body: given(options) })
  }

  /** Deletes the dataset with its records and answers. There is no way back. */
  async delete(): Promise<void> {
    await this.client.datasets.remove({ dataset_id: this.id })
  }

  async *#checked(
    records: Source<RecordOptions<FieldValues<Fields>>>,
  ): AsyncGenerator<FeedbackRecord<FieldValues<Fields>>> {
    let position = 0
    for await (const record of records) {
      yield checkedRecord(record, position, this)
      position += 1
    }
  }
}

function changeToWire(change: RecordChange<unknown>, position: number): UpsertItem {
  const { suggestions, vectors, ...rest } = change
  if (rest.id === undefined && rest.external_id === undefined)
    throw new InvalidInputError(`Change ${position} names no record: give its id or external_id`)
  return {
    // The server checks fields against the dataset's.
    ...(rest as Omit<UpsertItem, "suggestions" | "vectors">),
    ...(suggestions ? { suggestions: suggestions.map(suggestionToWire) } : {}),
    ...(vectors
      ? { vectors: Object.fromEntries(Object.entries(vectors).map(([name, vector]) => [name, [...vector]])) }
      : {}),
  }
}

async function* mapped<From, To>(
  source: Source<From>,
  map: (item: From, position: number) => To,
): AsyncGenerator<To> {
  let position = 0
  for await (const item of source) {
    yield map(item, position)
    position += 1
  }
}
