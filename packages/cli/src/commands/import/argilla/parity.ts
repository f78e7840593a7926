/** Reads both sides to the end and says where they differ. */
import { createHash } from "node:crypto"
import type { Json } from "@loam/schema"
import type { Client } from "@loam/sdk"

export interface Counts {
  records: number
  suggestions: number
  vectors: number
  by_status: { [status: string]: number }
  /** By username, then status. */
  responses: { [username: string]: { [status: string]: number } }
}

export interface Parity {
  readonly source: Counts
  readonly target: Counts
  /** Ids here of records that the source has and this side has not, or has otherwise; the first few. */
  readonly missing: readonly string[]
  readonly different: readonly string[]
  readonly extra: number
  readonly differences: readonly string[]
}

export interface Comparable {
  readonly id: string
  readonly status?: string | null | undefined
  readonly external_id?: string | null | undefined
  readonly fields: object
  readonly metadata?: object | null | undefined
  readonly vectors?: { readonly [name: string]: unknown } | null | undefined
  readonly inserted_at?: string | null | undefined
  readonly suggestions?: readonly object[] | undefined
  readonly responses?:
    | readonly { readonly user_id: string; readonly status: string; readonly values: object }[]
    | undefined
}

export const noCounts = (): Counts => ({
  records: 0,
  suggestions: 0,
  vectors: 0,
  by_status: {},
  responses: {},
})

function sorted(value: unknown): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value as Json
  const entries = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]),
  )
}

/** `2024-06-03T16:58:09` and `2024-06-03T16:58:09.000000Z` are one moment. */
function sameMoment(time: unknown): string | null {
  if (typeof time !== "string") return null
  const [, second = "", fraction = ""] = /^(.{19})(?:\.(\d+))?/.exec(time.replace(" ", "T")) ?? []
  return `${second}.${fraction.padEnd(6, "0").slice(0, 6)}`
}

function timed(item: object, withTimes: boolean): object {
  const { inserted_at, updated_at, ...rest } = item as { inserted_at?: unknown; updated_at?: unknown }
  if (!withTimes) return rest
  return { ...rest, inserted_at: sameMoment(inserted_at), updated_at: sameMoment(updated_at) }
}

/** Adds a record to the counts; answers what it says, hashed. `withTimes`: moments belong to what it says. */
export function look(counts: Counts, record: Comparable, nameOf: (id: string) => string, withTimes: boolean) {
  const { external_id, fields, metadata, vectors, suggestions = [], responses = [] } = record
  counts.records += 1
  counts.suggestions += suggestions.length
  counts.vectors += Object.keys(vectors ?? {}).length
  if (record.status) counts.by_status[record.status] = (counts.by_status[record.status] ?? 0) + 1
  for (const { user_id, status } of responses) {
    const name = nameOf(user_id)
    const person = counts.responses[name] ?? {}
    counts.responses[name] = person
    person[status] = (person[status] ?? 0) + 1
  }
  const texts = (items: readonly object[]) =>
    items.map((item) => JSON.stringify(sorted(timed(item, withTimes)))).sort()
  const content = [
    external_id ?? null,
    sorted(fields),
    sorted(metadata ?? null),
    sorted(vectors ?? {}),
    withTimes ? sameMoment(record.inserted_at) : null,
    texts(suggestions),
    texts(responses),
  ]
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22)
}

interface Sides {
  readonly client: Client
  readonly dataset_id: string
  /** Records as they should be here, with the source's status. */
  readonly wanted: AsyncIterable<{ readonly record: Comparable; readonly status: string | null }>
  readonly nameOf: (userId: string) => string
  readonly withTimes: boolean
}

const told = 20

export async function compare({ client, dataset_id, wanted, nameOf, withTimes }: Sides): Promise<Parity> {
  const [source, target] = [noCounts(), noCounts()]
  const hashes = new Map<string, string>()
  for await (const { record, status } of wanted)
    hashes.set(record.id, look(source, { ...record, status }, nameOf, withTimes))
  const questions = (await client.questions.list({ dataset_id })).items
  const names = new Map(questions.map(({ id, name }) => [id, name]))
  const [different, missing]: [string[], string[]] = [[], []]
  let extra = 0
  for await (const record of readAll(client, dataset_id)) {
    const suggestions = (record.suggestions ?? []).map(({ id: _, question_id, ...rest }) => ({
      question_name: names.get(question_id),
      ...rest,
    }))
    const responses = (record.responses ?? []).map(
      ({ user_id, status, values, inserted_at, updated_at }) => ({
        user_id,
        status,
        values,
        inserted_at,
        updated_at,
      }),
    )
    const hash = look(target, { ...record, suggestions, responses }, nameOf, withTimes)
    const expected = hashes.get(record.id)
    if (expected === undefined) extra += 1
    else if (expected !== hash) different.push(record.id)
    hashes.delete(record.id)
  }
  missing.push(...hashes.keys())
  const differences = sentences({ source, target, missing, different, extra })
  return {
    source,
    target,
    missing: missing.slice(0, told),
    different: different.slice(0, told),
    extra,
    differences,
  }
}

async function* readAll(client: Client, dataset_id: string) {
  let after: string | undefined
  for (;;) {
    const query = {
      include: ["responses", "suggestions", "vectors"],
      limit: 500,
      ...(after ? { after } : {}),
    }
    const { items } = await client.records.list({ dataset_id, query })
    yield* items
    after = items.at(-1)?.id
    if (after === undefined) return
  }
}

function sentences({ source, target, missing, different, extra }: Omit<Parity, "differences">): string[] {
  const found: string[] = []
  if (missing.length > 0)
    found.push(
      `${missing.length} records are missing here: what was refused is listed above; run the command again`,
    )
  if (different.length > 0)
    found.push(
      `${different.length} records differ: changed here since they were brought (then that is meant), or there (then run the command again)`,
    )
  if (extra > 0)
    found.push(`${extra} records are here alone: added here, or deleted there since (then delete them here)`)
  const told = Object.values(source.by_status).reduce((sum, count) => sum + count, 0)
  // Where a source does not tell the state of every record, sums of the others mean nothing.
  const states = told === source.records ? Object.entries(source.by_status) : []
  for (const [status, count] of states)
    if (count !== (target.by_status[status] ?? 0))
      found.push(`${status}: ${count} there, ${target.by_status[status] ?? 0} here`)
  const people = new Set([...Object.keys(source.responses), ...Object.keys(target.responses)])
  for (const name of people)
    for (const status of ["submitted", "draft", "discarded"]) {
      const [there, here] = [source, target].map((side) => side.responses[name]?.[status] ?? 0)
      if (there !== here) found.push(`${status} answers of '${name}': ${there} there, ${here} here`)
    }
  return found
}
