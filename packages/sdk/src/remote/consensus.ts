/** The stored consensus of a dataset: computing versions, reading and comparing them. */
import type { Api, ConsensusComparison, ConsensusItem, ConsensusVersion, Input } from "@loam/schema"
import type { Client } from "../client.ts"
import { LoamError } from "../errors.ts"
import { given, type Loose } from "./insights.ts"

type BodyOf<E extends keyof Api["consensus"]> =
  Input<Api["consensus"][E]> extends { body: infer Body } ? Body : never
type QueryOf<E extends keyof Api["consensus"]> =
  Input<Api["consensus"][E]> extends { query?: infer Query } ? NonNullable<Query> : never

export type ConsensusRequest = Loose<BodyOf<"compute">> & {
  /** Told while a large one is being computed, by a job of the server. */
  readonly onProgress?: ((version: ConsensusVersion) => void) | undefined
  /** `false`: answers at once, with a version that may still be `computing`. */
  readonly wait?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}
export type ConsensusValues = Loose<Omit<QueryOf<"values">, "after" | "limit">>
export type ConsensusComparing = Loose<QueryOf<"compare">>

const firstPauseMs = 100
const longestPauseMs = 3_000

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  signal?.throwIfAborted()
}

export interface StoredConsensus {
  /**
   * A new version: one answer a record by a named policy, kept on the server beside the answers. Without a policy that of
   * the newest version again.
   *
   * @throws {@link ApiError} 422 when the policy does not fit the question.
   * @throws {@link LoamError} when the server could not compute it.
   * @example await remote.stored.compute({ question: "topic", policy: "dawid_skene" })
   */
  readonly compute: (request?: ConsensusRequest) => Promise<ConsensusVersion>
  /** Newest first; of one question or of all. */
  readonly versions: (question?: string) => Promise<ConsensusVersion[]>
  /** One version; `question` may be left out where the dataset has only one. */
  readonly version: (version: number, question?: string) => Promise<ConsensusVersion>
  /** The results of a version, record by record, read page by page. */
  readonly values: (version: number, options?: ConsensusValues) => AsyncGenerator<ConsensusItem>
  /** On how many records a version differs from another one, the one before unless told. */
  readonly compare: (version: number, options?: ConsensusComparing) => Promise<ConsensusComparison>
  /** Deletes a version; answers are not touched. */
  readonly delete: (version: number, question?: string) => Promise<void>
}

export function storedConsensus({ consensus }: Client, dataset_id: string): StoredConsensus {
  const of = (version: number) => ({ dataset_id, version: String(version) })
  const version: StoredConsensus["version"] = (number, question) =>
    consensus.get({ ...of(number), query: given({ question }) })

  async function* values(number: number, options: ConsensusValues = {}): AsyncGenerator<ConsensusItem> {
    let after: string | undefined
    do {
      const query = { ...given(options), limit: 1_000, ...(after === undefined ? {} : { after }) }
      const page = await consensus.values({ ...of(number), query })
      yield* page.items
      after = page.next ?? undefined
    } while (after !== undefined)
  }

  async function compute(request: ConsensusRequest = {}): Promise<ConsensusVersion> {
    const { onProgress, wait = true, signal, ...body } = request
    let made = await consensus.compute({ dataset_id, body: given(body) }, signal ? { signal } : {})
    for (let ms = firstPauseMs; wait && made.status === "computing"; ms = Math.min(2 * ms, longestPauseMs)) {
      onProgress?.(made)
      await pause(ms, signal)
      made = await version(made.version, made.question.name)
    }
    if (made.status === "failed") throw new LoamError(`Version ${made.version} failed: ${made.error}`)
    return made
  }

  return {
    compute,
    version,
    values,
    versions: async (question) => (await consensus.list({ dataset_id, query: given({ question }) })).items,
    compare: (number, options = {}) => consensus.compare({ ...of(number), query: given(options) }),
    delete: async (number, question) => {
      await consensus.remove({ ...of(number), query: given({ question }) })
    },
  }
}
