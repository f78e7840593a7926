/** The members of the wire's objects that an export reads; a larger object (a list answer, a stream line) fits. */

export interface ChatTurn {
  readonly role: string
  readonly content: string
}

/** A field's value: text or image address, conversation, custom object, or nothing. */
export type FieldValue = string | readonly ChatTurn[] | Readonly<Record<string, unknown>> | null

export interface SourceField {
  readonly name: string
  readonly settings: { readonly type: "text" | "image" | "chat" | "custom" }
}

export interface SourceOption {
  readonly value: string | number
  readonly text?: string
}

export interface SourceQuestion {
  readonly id: string
  readonly name: string
  readonly required?: boolean
  readonly settings: {
    readonly type: "text" | "rating" | "label_selection" | "multi_label_selection" | "ranking" | "span"
    readonly options?: readonly SourceOption[]
    /** The field that a span question marks. */
    readonly field?: string
  }
}

export interface SourceMetadataProperty {
  readonly name: string
  readonly settings: { readonly type: "terms" | "integer" | "float" }
}

export interface SourceDataset {
  readonly id?: string
  readonly name: string
  readonly guidelines?: string | null
  readonly fields: readonly SourceField[]
  readonly questions: readonly SourceQuestion[]
  readonly metadata_properties?: readonly SourceMetadataProperty[]
}

export interface SourceResponse {
  readonly id?: string
  readonly user_id: string | null
  readonly status: "draft" | "submitted" | "discarded"
  /** `{question: {value}}`. */
  readonly values: Readonly<Record<string, unknown>> | null
  /** An answer beyond the number wanted: kept, and left out unless asked for. */
  readonly surplus?: boolean
  readonly inserted_at?: string
  readonly updated_at?: string
}

export interface SourceSuggestion {
  readonly id?: string
  readonly question_id: string
  readonly value: unknown
  readonly type?: "model" | "human" | null
  readonly agent?: string | null
  readonly score?: number | readonly number[] | null
}

/** One question's answers made into one, with how sure that is. */
export interface UnifiedValue {
  readonly value: unknown
  readonly policy?: string
  readonly confidence?: number | null
  readonly agreement?: number | null
  /** How many answers went in. */
  readonly n?: number
}

export interface SourceRecord {
  readonly id: string
  readonly external_id?: string | null
  readonly status?: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly metadata?: Readonly<Record<string, unknown>> | null
  readonly responses?: readonly SourceResponse[] | null | undefined
  readonly suggestions?: readonly SourceSuggestion[] | null | undefined
  readonly vectors?: Readonly<Record<string, readonly number[]>> | null | undefined
  /** By question name; questions on which the policy abstained are absent. */
  readonly unified?: Readonly<Record<string, UnifiedValue>> | null
  readonly inserted_at?: string
  readonly updated_at?: string
}
