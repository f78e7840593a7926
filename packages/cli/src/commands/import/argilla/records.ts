/** Sends the records of a dataset, page by page; a page that was sent before changes nothing. */
import type { RecordRestore, StreamFailure, StreamSummary } from "@loam/schema"
import { ApiError, type Client, readNdjson } from "@loam/sdk"
import { Failure } from "../../../failure.ts"
import { derivedId } from "./ids.ts"
import type { Comparable } from "./parity.ts"
import type { People } from "./people.ts"
import type { SourceRecord, SourceSettings } from "./source.ts"

/** How records of the source are called here. */
export type IdOf = (id: string) => string

/** Ids are kept, unless another dataset here has them: then they are made from the dataset's and theirs. */
export async function chooseIds(client: Client, dataset_id: string, first: string): Promise<IdOf> {
  const derived: IdOf = (id) => derivedId(dataset_id, id)
  const placeOf = async (record_id: string) => {
    try {
      return (await client.records.get({ record_id })).dataset_id
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined
      throw error
    }
  }
  if ((await placeOf(derived(first))) === dataset_id) return derived
  const place = await placeOf(first)
  return place === undefined || place === dataset_id ? (id) => id : derived
}

export type Translate = (record: SourceRecord) => Promise<Comparable>

/** A record as it will be here. */
export function translator(idOf: IdOf, people: People, settings: SourceSettings): Translate {
  const names = new Map(settings.questions.map((question) => [question.id, question.name]))
  return async ({ id, external_id, fields, metadata, vectors, suggestions, responses, ...times }) => {
    let nth = 0
    const answers = []
    for (const { user_id, status, values, inserted_at, updated_at } of responses ?? []) {
      if (user_id === null) nth += 1
      const author = user_id === null ? await people.forgotten(nth) : people.userIds.get(user_id)
      answers.push({
        user_id: author ?? user_id ?? "",
        status,
        values: values ?? {},
        inserted_at,
        updated_at,
      })
    }
    const { inserted_at, updated_at } = times
    return {
      id: idOf(id),
      external_id,
      fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
      metadata,
      vectors: vectors ?? {},
      inserted_at,
      updated_at,
      responses: answers,
      suggestions: (suggestions ?? []).map(({ question_id, value, type, agent, score, ...own }) => ({
        question_name: names.get(question_id),
        value,
        type: type ?? null,
        agent: agent ?? null,
        score: score ?? null,
        inserted_at: own.inserted_at,
        updated_at: own.updated_at,
      })),
    }
  }
}

const mostRetries = 4
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Stores a page; answers what was refused. Cut connections are mended by sending it again. */
export async function sendPage(
  client: Client,
  dataset_id: string,
  records: readonly object[],
  signal: AbortSignal,
): Promise<StreamFailure[]> {
  // The contract types the body as one line of it; the client sends a text as it is.
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join("") as unknown as RecordRestore
  let reason = "the connection broke off"
  for (let attempt = 0; attempt <= mostRetries; attempt += 1) {
    if (attempt > 0) await pause(250 * 2 ** attempt)
    signal.throwIfAborted()
    const failures: StreamFailure[] = []
    try {
      const answer = await client.restore.records({ dataset_id, body }, { signal })
      for await (const line of readNdjson<StreamFailure | StreamSummary>(answer)) {
        if (!("summary" in line)) failures.push(line)
        else if (!line.summary.stopped) return failures
        else reason = line.summary.stopped.error
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status > 0)) throw error
    }
  }
  throw new Failure(`stopped: ${reason}. Run the same command again to complete the import`)
}
