/** A dataset as it is written down: what is shown, what is asked, and the records so far. */
import type { api, Dataset, Distribution, Input, Json } from "@loam/schema"
import type { Client } from "./client.ts"
import { connect } from "./connect.ts"
import { InvalidInputError } from "./errors.ts"
import { type DatasetQuery, findDataset, findWorkspace } from "./find.ts"
import { type PushOptions, push } from "./push.ts"
import type { FeedbackRecord, RecordOptions } from "./record.ts"
import { checkedRecord } from "./record-rules.ts"
import { RemoteFeedbackDataset } from "./remote/dataset.ts"
import type { AnyField } from "./settings/fields.ts"
import type { AnyQuestion } from "./settings/questions.ts"
import type { FieldValues } from "./types.ts"

type DatasetSettings = Omit<Input<typeof api.datasets.create>["body"], "name" | "workspace_id">

export interface FeedbackDatasetOptions<
  Fields extends readonly AnyField[],
  Questions extends readonly AnyQuestion[],
> {
  /** What a record shows, in this order; at least one. */
  readonly fields: Fields
  /** What the labeler is asked, in this order; at least one. */
  readonly questions: Questions
  /** How to answer, in Markdown; labelers read it beside the record. */
  readonly guidelines?: string
  /** How many people answer each record. Default: `{ strategy: "overlap", min_submitted: 1 }`. */
  readonly distribution?: Distribution
  /** Whether records may have metadata beyond the declared properties. Default `true`. */
  readonly allow_extra_metadata?: boolean
  /** Anything worth keeping with the dataset. */
  readonly metadata?: { readonly [name: string]: Json }
}

interface OpenOptions extends DatasetQuery {
  /** Default: what `connect()` finds. */
  readonly client?: Client
}

/**
 * A feedback dataset before it is on a server.
 *
 * @throws {@link InvalidInputError} when fields or questions are missing or two have one name.
 * @example
 * const dataset = new FeedbackDataset({
 *   guidelines: "Write a helpful, harmless answer.",
 *   fields: [new TextField({ name: "prompt" })],
 *   questions: [new TextQuestion({ name: "demonstration" })],
 * })
 * dataset.addRecords([new FeedbackRecord({ fields: { prompt: "Why is the sky blue?" } })])
 * const remote = await dataset.push({ name: "demonstrations", workspace: "team-a" })
 */
export class FeedbackDataset<
  const Fields extends readonly AnyField[] = readonly AnyField[],
  const Questions extends readonly AnyQuestion[] = readonly AnyQuestion[],
> {
  readonly fields: Fields
  readonly questions: Questions
  /** Everything about the dataset but its fields, questions and name, as the API takes it. */
  readonly settings: DatasetSettings
  readonly #records: FeedbackRecord<FieldValues<Fields>>[] = []

  constructor(options: FeedbackDatasetOptions<Fields, Questions>) {
    const { fields, questions, guidelines, distribution, allow_extra_metadata, metadata } = options
    distinct("field", fields)
    distinct("question", questions)
    this.fields = fields
    this.questions = questions
    this.settings = {
      guidelines: guidelines ?? null,
      allow_extra_metadata: allow_extra_metadata ?? true,
      distribution: distribution ?? { strategy: "overlap", min_submitted: 1 },
      metadata: metadata ? { ...metadata } : null,
    }
  }

  /** The records added so far. */
  get records(): readonly FeedbackRecord<FieldValues<Fields>>[] {
    return this.#records
  }

  /**
   * Adds records, to be sent by {@link push}.
   *
   * @throws {@link InvalidInputError} with the position of the first record that does not fit; none is added then.
   */
  addRecords(records: Iterable<RecordOptions<FieldValues<Fields>>>): this {
    const rules = { fields: this.fields.map((field) => field.rules), questions: this.questions }
    const checked = [...records].map((record, index) =>
      checkedRecord(record, this.#records.length + index, rules),
    )
    // No spread: a call takes some 100,000 arguments at most.
    for (const record of checked) this.#records.push(record)
    return this
  }

  /**
   * Creates the dataset on a server, with its records, ready for labelers. When anything fails, the half-made dataset is
   * deleted again.
   *
   * @throws {@link PushError} with the reason as `cause`, e.g. an {@link ApiError}; `rolledBack` says whether anything is left.
   * @throws {@link NotFoundError} when the workspace does not exist and this key may not make it.
   * @throws {@link NotSignedInError} when no server and key are known.
   */
  async push(options: PushOptions): Promise<RemoteFeedbackDataset<Fields, Questions>> {
    return push(options.client ?? (await connect()), this, options)
  }

  /**
   * A dataset on a server by name (and workspace, where several have that name) or id.
   *
   * @throws {@link NotFoundError} when there is none; its `choices` are the names that exist.
   * @example const remote = await FeedbackDataset.open({ name: "demonstrations", workspace: "team-a" })
   */
  static async open<
    Fields extends readonly AnyField[] = readonly AnyField[],
    Questions extends readonly AnyQuestion[] = readonly AnyQuestion[],
  >(options: OpenOptions): Promise<RemoteFeedbackDataset<Fields, Questions>> {
    const client = options.client ?? (await connect())
    const dataset = await findDataset(client, options)
    const [fields, questions] = await Promise.all([
      client.fields.list({ dataset_id: dataset.id }),
      client.questions.list({ dataset_id: dataset.id }),
    ])
    return new RemoteFeedbackDataset(client, dataset, { fields: fields.items, questions: questions.items })
  }

  /** The datasets that this key may see, oldest first, with their progress. */
  static async list(
    options: { readonly workspace?: string; readonly client?: Client } = {},
  ): Promise<Dataset[]> {
    const client = options.client ?? (await connect())
    const workspace =
      options.workspace === undefined ? undefined : await findWorkspace(client, options.workspace)
    const query = { include: "progress", ...(workspace ? { workspace_id: workspace.id } : {}) } as const
    return (await client.datasets.mine({ query })).items
  }
}

function distinct(what: "field" | "question", settings: readonly { readonly name: string }[]): void {
  if (settings.length === 0) throw new InvalidInputError(`A dataset needs at least one ${what}`)
  const names = settings.map((each) => each.name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new InvalidInputError(`Two ${what}s are called '${twice}'`)
}
