/** Records as they are added to a dataset. */
import type { Json, RecordCreate } from "@loam/schema"

type WireResponses = NonNullable<RecordCreate["responses"]>

export interface SuggestionOptions {
  /** Name of the question that this answers. */
  readonly question: string
  /** The proposed answer, in the form of the question's own answers. */
  readonly value: Json
  /** How sure the author is, from 0 to 1; a list, one for each item, where the answer is a list. */
  readonly score?: number | readonly number[] | null
  /** Who proposes it, e.g. the model's name. */
  readonly agent?: string | null
  readonly type?: "model" | "human" | null
}

/**
 * What a model or a person proposes as an answer; labelers see it and may take it over.
 *
 * @example new Suggestion({ question: "demonstration", value: "Because …", agent: "model-1", score: 0.8 })
 */
export class Suggestion {
  readonly question: string
  readonly value: Json
  readonly score: number | readonly number[] | null
  readonly agent: string | null
  readonly type: "model" | "human" | null
  constructor({ question, value, score, agent, type }: SuggestionOptions) {
    this.question = question
    this.value = value
    this.score = score ?? null
    this.agent = agent ?? null
    this.type = type ?? null
  }
}

export interface RecordOptions<Fields> {
  /** One value for each field, by name. */
  readonly fields: Fields
  /** Anything worth keeping with the record: where it is from, its language … */
  readonly metadata?: { readonly [name: string]: Json } | null
  /** Your own id: unique in the dataset, and how the record is found again when it is sent once more. */
  readonly external_id?: string | number | null
  readonly suggestions?: readonly (Suggestion | SuggestionOptions)[]
  /** Answers given elsewhere before: `{ user_id, status, values: { question: { value } } }`. */
  readonly responses?: WireResponses
  readonly vectors?: { readonly [name: string]: readonly number[] }
}

/**
 * One thing to give feedback on.
 *
 * @example
 * new FeedbackRecord({
 *   fields: { prompt: "Why is the sky blue?" },
 *   metadata: { source: "forum" },
 *   external_id: "q-17",
 *   suggestions: [{ question: "demonstration", value: "Because …" }],
 * })
 */
export class FeedbackRecord<Fields = { readonly [name: string]: Json }> {
  readonly fields: Fields
  readonly metadata: { readonly [name: string]: Json } | null
  readonly external_id: string | null
  readonly suggestions: readonly Suggestion[]
  readonly responses: WireResponses
  readonly vectors: { readonly [name: string]: readonly number[] }
  constructor(options: RecordOptions<Fields>) {
    this.fields = options.fields
    this.metadata = options.metadata ?? null
    this.external_id =
      options.external_id === undefined || options.external_id === null ? null : String(options.external_id)
    this.suggestions = (options.suggestions ?? []).map((each) =>
      each instanceof Suggestion ? each : new Suggestion(each),
    )
    this.responses = options.responses ?? []
    this.vectors = options.vectors ?? {}
  }
}
