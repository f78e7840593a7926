/** All answers to a question as one compact table: whole numbers a row, every different answer kept once. */
import type { Ratings } from "@loam/quality"
import type { Json } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Asked } from "./asked.ts"
import type { GoldSource } from "./gold-source.ts"
import { eachVotes } from "./votes.ts"

export interface Corpus {
  readonly table: Ratings<Json>
  /** Right answers by record, where a source was given. */
  readonly gold: Readonly<Record<string, string | number>>
}

/** 3,000,000 answers to 1,000,000 records: 36 MB of rows, and the ids of the records. */
export async function readCorpus(
  db: Db,
  asked: Asked,
  moment: string | undefined,
  source: GoldSource | undefined,
): Promise<Corpus> {
  const items: string[] = []
  const raters = new Map<string, number>()
  const different = new Map<string, Json>()
  const columns = { item: [] as number[], rater: [] as number[], value: [] as Json[] }
  const gold: Record<string, string | number> = {}
  for await (const record of eachVotes(db, asked, moment)) {
    if (record.answers.length === 0) continue
    const item = items.push(record.id) - 1
    for (const { rater, value } of record.answers) {
      if (!raters.has(rater)) raters.set(rater, raters.size)
      const key = JSON.stringify(value)
      if (!different.has(key)) different.set(key, value)
      columns.item.push(item)
      columns.rater.push(raters.get(rater) ?? 0)
      columns.value.push(different.get(key) ?? null)
    }
    const right = source?.(record) ?? null
    if (right !== null) gold[record.id] = typeof right === "number" ? right : String(right)
  }
  const table = {
    items,
    raters: [...raters.keys()],
    item: Int32Array.from(columns.item),
    rater: Int32Array.from(columns.rater),
    value: columns.value,
  }
  return { table, gold }
}
