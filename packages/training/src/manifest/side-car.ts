/** The side-car line of a row: where it comes from, for files whose readers take no extra column. */
import type { ExportRow } from "../export.ts"
import { groupId } from "../split/group.ts"

export interface SideCarRow {
  /** Line of the row in its file, from 0. */
  readonly row: number
  readonly split: string | null
  readonly record_id: string
  readonly external_id: string | null
  readonly example_id: string
  readonly group_id: string
  readonly origin: string
  readonly question: string | null
  readonly policy: string | null
  readonly n_annotators: number | null
  readonly agreement: number | null
  readonly confidence: number | null
  readonly user_ids: readonly string[]
}

export function sideCarRow({ example, split }: ExportRow, row: number): SideCarRow {
  const { source } = example
  return {
    row,
    split: split ?? null,
    record_id: source.record_id,
    external_id: source.external_id,
    example_id: example.id,
    group_id: groupId(example.group),
    origin: source.origin,
    question: source.question ?? null,
    policy: source.policy ?? null,
    n_annotators: source.n_annotators ?? null,
    agreement: source.agreement ?? null,
    confidence: source.confidence ?? null,
    user_ids: source.user_ids ?? [],
  }
}
