/**
 * A list with one element that a Python package cannot parse fails as a whole, for everybody who uses that package. So
 * each line of the package is shown the elements it can read, and a header says how many were left out.
 */
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"

/** The package's rules for names, as it checks them when it reads. */
const olderDatasetName = /^(?![-_])[a-zA-Z0-9\-_ ]+$/
const olderPartName = "^(?=.*[a-z0-9])[a-z0-9_-]+$"
const newerWorkspaceName = /^[a-zA-Z0-9_-]+$/

export type Line = "1.x" | "2.x"

/**
 * The packages do not name themselves, their HTTP library does. 1.x demands httpx up to 0.26 and 2.x from 0.26 on: with
 * just that one a 2.x client is taken for a 1.x one.
 */
export function lineOf(userAgent: string): Line | undefined {
  const [, major, minor] = /^python-httpx\/(\d+)\.(\d+)/.exec(userAgent) ?? []
  if (major === undefined) return undefined
  return Number(major) === 0 && Number(minor) <= 26 ? "1.x" : "2.x"
}

export const isOlderDatasetName = (name: Json | undefined): boolean =>
  typeof name === "string" && olderDatasetName.test(name)

/** Datasets with fields of kinds, or names of fields and questions, that the 1.x package does not know. */
async function unreadableDatasets(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ dataset_id: string }>`
    select dataset_id from fields
    where dataset_id = any(${ids}::uuid[]) and (settings ->> 'type' <> 'text' or name !~ ${olderPartName})
    union select dataset_id from questions
    where dataset_id = any(${ids}::uuid[]) and name !~ ${olderPartName}`.execute(db)
  return new Set(rows.map((row) => row.dataset_id))
}

type Named = { readonly id: string; readonly name: string }

/** The datasets a 1.x client can read. */
export async function readableDatasets<Item extends Named>(db: Db, items: readonly Item[]): Promise<Item[]> {
  const named = items.filter((item) => isOlderDatasetName(item.name))
  const unreadable = await unreadableDatasets(
    db,
    named.map((item) => item.id),
  )
  return named.filter((item) => !unreadable.has(item.id))
}

/** The workspaces a 2.x client can read. */
export const readableWorkspaces = <Item extends Named>(items: readonly Item[]): Item[] =>
  items.filter((item) => newerWorkspaceName.test(item.name.trim()))

export const leftOutHeader = "loam-left-out"
