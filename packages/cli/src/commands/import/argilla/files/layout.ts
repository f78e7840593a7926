/** What is read out of files before any record: the dataset, its settings, and how its records are laid out. */
import type { SourceDataset, SourceSettings } from "../source.ts"

/**
 * - `nested`: a list of records in JSON, of argilla 2.x
 * - `columns`: columns such as `label.responses.users`, of argilla 2.x, its server, and Loam
 * - `older`: columns such as `label-suggestion`, of argilla 1.x
 */
export type Layout = "nested" | "columns" | "older"

export interface Described {
  readonly layout: Layout
  readonly settings: SourceSettings
  /** `undefined` where the files do not say. */
  readonly id: string | undefined
  readonly name: string | undefined
  readonly workspaceId: string | undefined
  readonly dataset: Pick<
    SourceDataset,
    "status" | "guidelines" | "allow_extra_metadata" | "distribution" | "inserted_at"
  >
  /** When the files were written, as near as they say. */
  readonly moment: string | undefined
}
