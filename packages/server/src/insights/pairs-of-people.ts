/** Cohen's κ of every two people who answered the same records, from answer tables that the database counts. */

import { cohenKappa, type Measure, meanPairKappa, mulberry32 } from "@loam/quality"
import { type Agreement, limits } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { type Asked, codeOf, counts, optionNames } from "./asked.ts"
import type { Resampling } from "./figures.ts"

/** How often two people gave each pair of answers; `cells` are `[code, code, records]`. */
interface PairRow {
  readonly first: string
  readonly second: string
  readonly first_name: string
  readonly second_name: string
  readonly cells: readonly (readonly [number, number, number])[]
}

async function countPairs(db: Db, asked: Asked): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    with answered as (
      select a.record_id, a.user_id, ${codeOf(asked)} as code from responses a where ${counts(asked)}
    ), cells as (
      select x.user_id as first, y.user_id as second, x.code as one, y.code as other, count(*) as records
      from answered x join answered y on y.record_id = x.record_id and y.user_id > x.user_id
      where x.code is not null and y.code is not null group by 1, 2, 3, 4
    )
    select c.first, c.second, u.username as first_name, v.username as second_name,
      json_agg(json_build_array(c.one - 1, c.other - 1, c.records) order by c.one, c.other) as cells
    from cells c join users u on u.id = c.first join users v on v.id = c.second
    group by c.first, c.second, u.username, v.username
    order by sum(c.records) desc, u.username, v.username, c.first, c.second`.execute(db)
  return rows
}

export interface Pairs {
  readonly listed: Agreement["pairs"]
  /** Mean κ over all pairs, weighted by the records they share. */
  readonly mean: Measure
  readonly shared: number
}

export async function pairsOfPeople(
  db: Db,
  asked: Asked,
  weights: "identity" | "quadratic",
  { seed, draws }: Resampling,
): Promise<Pairs> {
  const categories = optionNames(asked)
  const pairs = (await countPairs(db, asked)).map((pair, at) => {
    const cells = new Float64Array(categories.length ** 2)
    for (const [one, other, records] of pair.cells) cells[one * categories.length + other] = records
    const shared = cells.reduce((sum, records) => sum + records, 0)
    const same = categories.reduce((sum, _, code) => sum + (cells[code * (categories.length + 1)] ?? 0), 0)
    const resampled = draws > 0 && at < limits.insights.pairs
    const bootstrap = { random: mulberry32(seed), draws: Math.min(draws, limits.insights.partDraws) }
    const kappa = cohenKappa({ categories, counts: cells }, { weights, ...(resampled ? { bootstrap } : {}) })
    return {
      first: { id: pair.first, username: pair.first_name },
      second: { id: pair.second, username: pair.second_name },
      shared,
      percent: same / shared,
      kappa,
    }
  })
  const mean = meanPairKappa(pairs.map((pair) => ({ ...pair, first: 0, second: 0 })))
  const shared = pairs.reduce((sum, pair) => sum + pair.shared, 0)
  return { listed: { total: pairs.length, items: pairs.slice(0, limits.insights.pairs) }, mean, shared }
}
