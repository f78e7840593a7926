/** What an import reads: users, workspaces, datasets and records, wherever they are. */
import type { Json } from "@loam/schema"

export interface SourceUser {
  readonly id: string
  readonly username: string
  readonly first_name: string
  readonly last_name: string | null
  readonly role: "owner" | "admin" | "annotator"
  /** `null` where the source does not show it whole. */
  readonly api_key: string | null
  readonly inserted_at?: string | null
  /** The source does not tell the name: this one was made. */
  readonly placeholder?: boolean
}

export interface SourceWorkspace {
  readonly id: string
  readonly name: string
  /** Ids of users. */
  readonly members: readonly string[]
  readonly inserted_at?: string | null
}

export interface SourceDataset {
  readonly id: string
  readonly name: string
  readonly workspace_id: string
  readonly status: "draft" | "ready"
  readonly guidelines: string | null
  readonly allow_extra_metadata: boolean
  readonly distribution: { readonly strategy: "overlap" | "everyone"; readonly min_submitted: number }
  readonly metadata: { [key: string]: Json } | null
  readonly inserted_at?: string | null
}

interface Named {
  readonly name: string
  readonly title: string
}

/** Settings go on as they are: the server checks them. */
export interface SourceSettings {
  readonly fields: readonly (Named & { readonly required: boolean; readonly settings: object })[]
  readonly questions: readonly (Named & {
    readonly id: string
    readonly description: string | null
    readonly required: boolean
    readonly settings: object
  })[]
  readonly metadata_properties: readonly (Named & {
    readonly settings: object
    readonly visible_for_annotators: boolean
  })[]
  readonly vectors_settings: readonly (Named & { readonly dimensions: number })[]
}

interface Timed {
  readonly inserted_at?: string | null
  readonly updated_at?: string | null
}

export interface SourceRecord extends Timed {
  readonly id: string
  /** Where it stands, in sentences; else it is named by its id. */
  readonly place?: string
  readonly external_id: string | null
  /** Argilla 1.x knows none. */
  readonly status?: string | null
  readonly fields: { readonly [name: string]: Json }
  readonly metadata: { readonly [name: string]: Json } | null
  readonly vectors?: { readonly [name: string]: readonly number[] } | null
  readonly suggestions?:
    | readonly (Timed & {
        readonly question_id: string
        readonly value: Json
        readonly type?: string | null
        readonly agent?: string | null
        readonly score?: Json
      })[]
    | null
  readonly responses?:
    | readonly (Timed & {
        /** `null`: Argilla 1.x forgets who wrote it when the person is deleted. */
        readonly user_id: string | null
        readonly status: string
        readonly values: { readonly [question: string]: { readonly value: Json } } | null
      })[]
    | null
}

export interface Source {
  /** Names it for good: a later run knows by this what it brought before. */
  readonly address: string
  readonly title: string
  /** The dataset here that takes the records, instead of a new one. */
  readonly into?: string | undefined
  /** Its times are made up where it has none: two sources of the same records may differ in them. */
  readonly withoutTimes?: boolean
  /** What is to be known about what it tells; goes into the report. */
  readonly notes?: readonly string[]
  readonly users: () => Promise<SourceUser[]>
  readonly workspaces: () => Promise<SourceWorkspace[]>
  readonly datasets: () => Promise<SourceDataset[]>
  readonly settings: (dataset: SourceDataset) => Promise<SourceSettings>
  readonly count: (dataset: SourceDataset) => Promise<number>
  /** Pages, oldest record first. */
  readonly records: (dataset: SourceDataset) => AsyncGenerator<SourceRecord[]>
}
