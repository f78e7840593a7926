/** Models compared side by side: which option stood for which model, who won, how strong that makes each. */

import { type ComparisonRow, leaderboard, mulberry32, tabulateComparisons } from "@loam/quality"
import type { Json, LeaderboardPage, LeaderboardQuery, RankedOption } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { refuseTooMany } from "./answer-rows.ts"
import { type Asked, asAsked, counts, findAsked, givenAnswer, listed, optionNames } from "./asked.ts"
import { metadataKey } from "./slice-key.ts"

/** What an answer is about: options with the metadata key of their model (null: the option is the model). */
interface Sides {
  readonly options: readonly { readonly name: string; readonly key: string | null }[]
  readonly ties: ReadonlySet<string>
}

function sidesOf(asked: Asked, { model, tie = [] }: LeaderboardQuery): Sides {
  const names = optionNames(asked)
  const unknown = tie.find((each) => !names.includes(each))
  if (unknown !== undefined)
    throw refuse.invalid(`There is no option '${unknown}': tie must be one of ${listed(names)}`)
  const ranking = asked.question.settings.type === "ranking"
  if (model === undefined && ranking)
    return { options: names.map((name) => ({ name, key: null })), ties: new Set(tie) }
  const options = (model ?? []).map((each) => {
    const name = names.find((option) => each.startsWith(`${option}=`))
    if (name === undefined)
      throw refuse.invalid(`model=${each} must begin with an option and '=': ${listed(names)}`)
    return { name, key: metadataKey(`model=${name}`, each.slice(name.length + 1)) }
  })
  if (options.length > 1) return { options, ties: new Set(tie) }
  throw refuse.invalid(
    `model must say where the names of at least two models stand, as in ${names[0]}=metadata.model: options are ${listed(names)}`,
  )
}

/** Equal answers of one person about the same models. */
interface VoteRow {
  readonly voter: string
  readonly value: Json
  readonly models: readonly (string | null)[]
  readonly times: number
}

async function countVotes(db: Db, asked: Asked, { options }: Sides): Promise<VoteRow[]> {
  const models = options.map(({ name, key }) =>
    key === null ? sql`${name}::text` : sql`(r.metadata ->> ${key}::text)`,
  )
  // The order makes names that were compared equally often stand as they did before.
  const { rows } = await sql<VoteRow>`
    select user_id as voter, value, models, count(*) as times from (
      select a.user_id, ${givenAnswer(asked)} as value, jsonb_build_array(${sql.join(models)}) as models
      from responses a join records r on r.id = a.record_id where ${counts(asked)}
    ) votes group by user_id, value, models order by models, value, user_id`.execute(db)
  return rows
}

/** Better first; the same number is a tie; null where the answer says nothing about the option. */
function placesOf({ options, ties }: Sides, value: Json): (number | null)[] {
  if (Array.isArray(value)) {
    const ranks = new Map((value as unknown as RankedOption[]).map((each) => [each.value, each.rank]))
    return options.map(({ name }) => ranks.get(name) ?? null)
  }
  if (ties.has(String(value))) return options.map(() => 1)
  const known = options.some(({ name }) => name === value)
  // The one chosen beats each other one; those say nothing about each other.
  return options.map(({ name }) => (known ? Number(name !== value) : null))
}

function comparisonsIn(sides: Sides, { voter, value, models }: VoteRow): ComparisonRow[] {
  const places = placesOf(sides, value)
  const choice = !Array.isArray(value) && !sides.ties.has(String(value))
  return models.flatMap((left, i) =>
    models.slice(i + 1).flatMap((right, offset): ComparisonRow[] => {
      const [one, other] = [places[i] ?? null, places[i + 1 + offset] ?? null]
      if (left === null || right === null || left === right || one === null || other === null) return []
      if (choice && one === other) return []
      if (one === other) return [{ left, right, winner: "tie", voter }]
      return [{ left, right, winner: one < other ? "left" : "right", voter }]
    }),
  )
}

export async function leaderboardOf(
  db: Db,
  datasetId: string,
  query: LeaderboardQuery,
): Promise<LeaderboardPage> {
  const asked = await findAsked(db, datasetId, query.question, ["label_selection", "ranking"])
  const sides = sidesOf(asked, query)
  await refuseTooMany(db, asked, "A leaderboard")
  const rows: ComparisonRow[] = []
  let leftOut = 0
  for (const vote of await countVotes(db, asked, sides)) {
    const compared = comparisonsIn(sides, vote)
    if (compared.length === 0) leftOut += vote.times
    for (let time = 0; time < vote.times; time++) rows.push(...compared)
  }
  const { ties, resample: by, seed, draws } = query
  const bootstrap = { random: mulberry32(seed), draws, by }
  const board = leaderboard(tabulateComparisons(rows), { ties, ...(draws > 0 ? { bootstrap } : {}) })
  return {
    question: asAsked(asked),
    rows: [...(board.rows ?? [])],
    reason: board.reason ?? null,
    note: board.note,
    tie: board.tie,
    comparisons: board.comparisons,
    voters: board.voters,
    left_out: leftOut,
    components: board.components.map((part) => [...part]),
  }
}
