/** The rows of data files, in order: a JSON list, a JSON object a line, or Parquet. */
import { openAsBlob } from "node:fs"
import { extname } from "node:path"
import type { Json } from "@loam/schema"
import { blobFile, parquetFacts, parquetJson, parquetRows } from "@loam/training/parquet"
import { Failure } from "../../../../failure.ts"
import { openInput, readRows } from "../../lines.ts"
import { refuse } from "./check.ts"
import { readJsonItems } from "./json-items.ts"

export interface FileRow {
  readonly row: { readonly [column: string]: Json }
  /** Names file and row in sentences. */
  readonly place: string
}

const isObject = (value: unknown): value is FileRow["row"] =>
  typeof value === "object" && value !== null && !Array.isArray(value)

async function* jsonRows(path: string, name: string): AsyncGenerator<FileRow> {
  let number = 0
  for await (const row of readJsonItems(path, name)) {
    number += 1
    const place = `${name}, record ${number}`
    if (!isObject(row)) throw refuse(place, "it is no record, but another kind of JSON. Is it another file?")
    yield { row, place }
  }
}

async function* lineRows(path: string, name: string): AsyncGenerator<FileRow> {
  for await (const line of readRows(await openInput(path))) {
    const place = `${name}, line ${line.number}`
    if ("problem" in line) throw refuse(place, line.problem)
    yield { row: line.row as FileRow["row"], place } // rows of JSON hold JSON
  }
}

async function* tableRows(path: string, name: string): AsyncGenerator<FileRow> {
  let number = 0
  try {
    for await (const rows of parquetRows(blobFile(await openAsBlob(path))))
      for (const row of rows) {
        number += 1
        yield { row: parquetJson(row) as FileRow["row"], place: `${name}, row ${number}` } // an object stays one
      }
  } catch (error) {
    if (error instanceof Failure) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw refuse(name, `it cannot be read as Parquet after row ${number} (${reason}). Fetch it again`, error)
  }
}

const readers: Readonly<Record<string, (path: string, name: string) => AsyncGenerator<FileRow>>> = {
  ".json": jsonRows,
  ".jsonl": lineRows,
  ".parquet": tableRows,
}

export interface DataFile {
  readonly path: string
  /** How it is called in sentences. */
  readonly name: string
}

export const isDataFile = (path: string) => Object.hasOwn(readers, extname(path))

export async function* readFileRows(files: readonly DataFile[]): AsyncGenerator<FileRow> {
  for (const { path, name } of files) yield* readers[extname(path)]?.(path, name) ?? []
}

/** The columns of a table by its footer; `undefined` for JSON, whose rows name theirs. */
export async function columnsOf({ path, name }: DataFile): Promise<ReadonlySet<string> | undefined> {
  if (extname(path) !== ".parquet") return undefined
  try {
    return new Set((await parquetFacts(blobFile(await openAsBlob(path)))).columns)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw refuse(name, `it cannot be read as Parquet (${reason}). Was it fetched to its end?`, error)
  }
}
