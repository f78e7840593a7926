/** Licence and source of a dataset, where its metadata state them: `license` (or `licence`) and `source`, as on cards. */
import type { Db } from "../db/tables.ts"

export interface Origin {
  readonly licence: string | null
  readonly source: string | null
}

const asText = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : null

export async function findOrigin(db: Db, datasetId: string): Promise<Origin> {
  const row = await db
    .selectFrom("datasets")
    .select("metadata")
    .where("id", "=", datasetId)
    .executeTakeFirst()
  const metadata = row?.metadata ?? {}
  return { licence: asText(metadata.license) ?? asText(metadata.licence), source: asText(metadata.source) }
}
