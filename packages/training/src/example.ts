/** The canonical training example: what every task builds and every format renders. */

export type Role = "system" | "developer" | "user" | "assistant" | "tool"

export type ContentPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "image"; readonly image: string }

export interface ToolCall {
  readonly id?: string
  readonly type: "function"
  /** Arguments are an object here; formats that want a string make it one. */
  readonly function: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }
}

export interface Message {
  readonly role: Role
  readonly content?: string | readonly ContentPart[]
  readonly tool_calls?: readonly ToolCall[]
  readonly tool_call_id?: string
  readonly name?: string
  readonly thinking?: string
  /** 0: part of the context, no loss on it. */
  readonly weight?: 0 | 1
}

export interface ToolSchema {
  readonly type: "function"
  readonly function: {
    readonly name: string
    readonly description?: string
    readonly parameters?: Readonly<Record<string, unknown>>
  }
}

export interface RankedItem {
  readonly key: string
  readonly messages: readonly Message[]
  /** 1 is best; equal ranks are ties. */
  readonly rank: number
  readonly score?: number
}

/** Offsets are Unicode code points, half open, as Python counts them. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly label: string
}

/** What is to be learnt, by kind. */
export interface Targets {
  raw: { readonly kind: "raw"; readonly row: Readonly<Record<string, unknown>> }
  prompt: { readonly kind: "prompt" }
  demonstration: { readonly kind: "demonstration"; readonly messages: readonly Message[] }
  pair: {
    readonly kind: "pair"
    readonly chosen: readonly Message[]
    readonly rejected: readonly Message[]
    readonly margin?: number
    readonly score_chosen?: number
    readonly score_rejected?: number
    /** 1 / number of pairs of the same ranking, so that a prompt with many answers does not weigh more. */
    readonly weight?: number
  }
  unpaired: { readonly kind: "unpaired"; readonly completion: readonly Message[]; readonly label: boolean }
  ranked: { readonly kind: "ranked"; readonly items: readonly RankedItem[] }
  attributes: {
    readonly kind: "attributes"
    readonly completion: readonly Message[]
    readonly attributes: Readonly<Record<string, number | null>>
  }
  stepwise: {
    readonly kind: "stepwise"
    readonly steps: readonly string[]
    readonly labels: readonly (boolean | number)[]
  }
  class: { readonly kind: "class"; readonly text: string; readonly label: string | readonly string[] }
  soft: {
    readonly kind: "soft"
    readonly text: string
    /** Share of the answers per class, in the question's order; sums to 1 except for multi-label. */
    readonly distribution: readonly number[]
    readonly n: number
  }
  rating: {
    readonly kind: "rating"
    readonly text: string
    readonly rater: string
    readonly values: Readonly<Record<string, unknown>>
  }
  spans: { readonly kind: "spans"; readonly text: string; readonly spans: readonly Span[] }
  answer: {
    readonly kind: "answer"
    readonly question: string
    readonly context: string
    readonly answers: readonly { readonly text: string; readonly start: number }[]
  }
  similarity: {
    readonly kind: "similarity"
    readonly sentences: readonly string[]
    readonly score?: number
  }
}

export type TargetKind = keyof Targets

/** Where a row comes from: enough to trace it back to the record and its votes. */
export interface ExampleSource {
  readonly record_id: string
  readonly external_id: string | null
  readonly origin: "record" | "response" | "unified" | "suggestion"
  readonly question?: string
  readonly policy?: string
  readonly n_annotators?: number
  readonly agreement?: number
  readonly confidence?: number
  readonly user_ids?: readonly string[]
}

export interface Example<K extends TargetKind = TargetKind> {
  /** Record id, then what tells several examples of one record apart. */
  readonly id: string
  /** The text whose copies must stay on one side of a split: the prompt, or the text to classify. */
  readonly group: string
  readonly source: ExampleSource
  /** Empty for tasks on plain text. */
  readonly prompt: readonly Message[]
  /** A context field shown with the last user turn; formats with an own column for it keep it apart. */
  readonly input?: string
  readonly tools?: readonly ToolSchema[]
  /** Columns handed on as they are (a solution, a rubric). */
  readonly extra?: Readonly<Record<string, unknown>>
  readonly target: Targets[K]
}

/** Narrows an example to one kind of target. */
export function isKind<K extends TargetKind>(example: Example, kind: K): example is Example<K> {
  return example.target.kind === kind
}
