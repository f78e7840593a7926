/** Finds the version that a request names, of the question it names. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, findAsked } from "../insights/index.ts"

export interface FoundVersion {
  readonly id: string
  readonly version: number
  readonly asked: Asked
}

export async function findVersion(
  db: Db,
  datasetId: string,
  question: string | undefined,
  version: number,
): Promise<FoundVersion> {
  const asked = await findAsked(db, datasetId, question)
  const { rows } = await sql<{ id: string }>`
    select id from consensus_versions where question_id = ${asked.question.id} and version = ${version}`.execute(
    db,
  )
  if (!rows[0])
    throw refuse.missing(`There is no version ${version} of the consensus on '${asked.question.name}'`)
  return { id: rows[0].id, version, asked }
}
