/** The worker thread that owns the embedded database: takes one request at a time, answers with plain text values. */
import { parentPort, workerData } from "node:worker_threads"
import { PGlite } from "@electric-sql/pglite"

export interface WorkerOptions {
  /** `null` keeps everything in memory. */
  readonly dataDir: string | null
  /** A dump of a data folder to start from: tests migrate once and load this. */
  readonly snapshot?: Uint8Array
}

export type Request =
  | { readonly kind: "ready" }
  | { readonly kind: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: "script"; readonly sql: string }
  | { readonly kind: "dump" }
  | { readonly kind: "close" }

export type Reply =
  | {
      readonly ok: true
      /** Values as PostgreSQL's text form: cheap to copy between threads, read by `values.ts`. */
      readonly rows: readonly (readonly (string | null)[])[]
      readonly fields: readonly { readonly name: string; readonly type: number }[]
      readonly affected: number
      readonly dump?: Uint8Array
    }
  | {
      readonly ok: false
      readonly message: string
      readonly code?: string
      readonly detail?: string
      readonly constraint?: string
    }

const options = workerData as WorkerOptions
// Every type stays text; parsing here would only make the copy to the other thread dearer. These are the OIDs
// PGlite parses by itself, scalars and their arrays.
const parsedTypes = [16, 17, 20, 21, 23, 26, 114, 700, 701, 1082, 1114, 1184, 3802]
const arrayTypes = [
  199, 1000, 1001, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1028, 1115, 1182, 1185, 1231, 2951, 3807,
]
const asText = (value: string) => value
const textOnly = Object.fromEntries([...parsedTypes, ...arrayTypes].map((oid) => [oid, asText]))

const opening = PGlite.create({
  ...(options.dataDir === null ? {} : { dataDir: options.dataDir }),
  ...(options.snapshot ? { loadDataDir: new Blob([options.snapshot as BlobPart]) } : {}),
})

const done = { ok: true, rows: [], fields: [], affected: 0 } as const

async function answer(request: Request): Promise<Reply> {
  const db = await opening
  switch (request.kind) {
    case "ready":
      await db.exec("set timezone to 'UTC'")
      return done
    case "script": {
      const results = await db.exec(request.sql, { rowMode: "array", parsers: textOnly })
      // The job queue writes several statements as one, of which one answers rows.
      const last = results.findLast((result) => result.rows.length > 0)
      if (!last) return done
      const rows = last.rows as unknown as (string | null)[][] // by rowMode and parsers
      return {
        ...done,
        rows,
        fields: last.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })),
      }
    }
    case "dump":
      return { ...done, dump: new Uint8Array(await (await db.dumpDataDir("none")).arrayBuffer()) }
    case "close":
      await db.close()
      return done
    case "query": {
      const result = await db.query<(string | null)[]>(request.sql, [...request.parameters], {
        rowMode: "array",
        parsers: textOnly,
      })
      return {
        ok: true,
        rows: result.rows,
        fields: result.fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })),
        affected: result.affectedRows ?? 0,
      }
    }
  }
}

function refusal(error: unknown): Reply {
  if (!(error instanceof Error)) return { ok: false, message: String(error) }
  const { code, detail, constraint } = error as { code?: string; detail?: string; constraint?: string }
  return {
    ok: false,
    message: error.message,
    ...(code ? { code } : {}),
    ...(detail ? { detail } : {}),
    ...(constraint ? { constraint } : {}),
  }
}

parentPort?.on("message", async ({ id, request }: { id: number; request: Request }) => {
  parentPort?.postMessage({ id, reply: await answer(request).catch(refusal) })
})
