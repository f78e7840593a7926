/** What the answers of a dataset say together. */
import type { Api, ConsensusItem, Input } from "@loam/schema"
import type { Client } from "../client.ts"

type QueryOf<E extends keyof Api["insights"]> =
  Input<Api["insights"][E]> extends { query?: infer Query } ? NonNullable<Query> : never

/** Members may be there without a value, as options of programs are. */
export type Loose<T> = { [K in keyof T]?: T[K] | undefined }

export type AgreementOptions = Loose<QueryOf<"agreement">>
export type AnnotatorsOptions = Loose<QueryOf<"annotators">>
export type LeaderboardOptions = Loose<QueryOf<"leaderboard">>
export type ConsensusOptions = Loose<Pick<QueryOf<"consensus">, "question" | "policy">>
export type CopyOptions = Loose<Input<Api["copies"]["create"]>["body"]> & { readonly name: string }
export type GateInput = Input<Api["insights"]["gates"]>["body"]["gates"][number]
/** Where right answers stand (`metadata.key`, `suggestion`, `suggestion:agent`), or the answers themselves by record. */
export type GoldOptions = ConsensusOptions &
  ({ readonly gold: string } | { readonly values: Readonly<Record<string, string | number>> })
export type PurgeOptions = Loose<Input<Api["history"]["purge"]>["body"]>

/** Consensus of all records, a page at a time. */
export async function* readConsensus(
  client: Client,
  dataset_id: string,
  options: ConsensusOptions,
): AsyncGenerator<ConsensusItem> {
  let after: string | undefined
  do {
    const query = { ...given(options), limit: 1_000, ...(after === undefined ? {} : { after }) }
    const page = await client.insights.consensus({ dataset_id, query })
    yield* page.items
    after = page.next ?? undefined
  } while (after !== undefined)
}

/** Without the members that have no value. */
export function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  // Only members without a value are gone, which the type says of each.
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}
