/** How alike the answers of every two people are, for questions whose answers are no single category. */
import { bootstrap, mulberry32, recordAgreement } from "@loam/quality"
import { type Agreement, type Json, limits, type QuestionTypeName, type SettingsOf } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { type AnswerRow, answerRows, hasTooMany } from "./answer-rows.ts"
import { type Asked, isOf } from "./asked.ts"
import type { Resampling } from "./figures.ts"

type Likeness = (one: Json, other: Json) => number

const plain = (value: Json) => String(value).normalize().trim()

/** Of texts whether they are the same: comparing letter by letter would take minutes where they are long. */
function likenessOf({ question: { settings } }: Asked): Likeness {
  if (settings.type === "text") return (one, other) => Number(plain(one) === plain(other))
  // Answers were checked against these settings when they were written.
  const checked = settings as SettingsOf<QuestionTypeName> & { readonly type: QuestionTypeName }
  return (one, other) => recordAgreement(checked, [one, other] as never) ?? 0
}

interface Pair {
  readonly people: readonly [string, string]
  readonly likeness: number[]
}

async function pairsIn(db: Db, asked: Asked): Promise<Pair[]> {
  const byRecord = new Map<string, AnswerRow[]>()
  for await (const row of answerRows<AnswerRow>(db, asked)) {
    const answers = byRecord.get(row.record_id)
    if (answers) answers.push(row)
    else byRecord.set(row.record_id, [row])
  }
  const like = likenessOf(asked)
  const pairs = new Map<string, Pair>()
  for (const answers of byRecord.values()) {
    answers.sort((a, b) => Number(a.user_id > b.user_id) - Number(a.user_id < b.user_id))
    answers.forEach((one, at) => {
      for (const other of answers.slice(at + 1)) {
        const key = `${one.user_id} ${other.user_id}`
        const pair = pairs.get(key) ?? { people: [one.user_id, other.user_id], likeness: [] }
        pair.likeness.push(like(one.value, other.value))
        pairs.set(key, pair)
      }
    })
  }
  return [...pairs.values()].sort((a, b) => b.likeness.length - a.likeness.length)
}

function meanOf(likeness: readonly number[], { seed, draws }: Resampling) {
  const mean = (weights: ArrayLike<number>) => {
    let [sum, count] = [0, 0]
    likeness.forEach((each, at) => {
      sum += each * (weights[at] ?? 0)
      count += weights[at] ?? 0
    })
    return sum / count
  }
  const all = new Float64Array(likeness.length).fill(1)
  const options = { random: mulberry32(seed), draws: Math.min(draws, limits.insights.partDraws) }
  const interval = draws > 0 ? bootstrap(all, (weights) => ({ value: mean(weights) }), options) : null
  return { value: mean(all), interval, units: likeness.length }
}

/** Pairs with the most records in common first; null where κ says it, and where there are too many answers to read. */
export async function alikeOf(db: Db, asked: Asked, resampling: Resampling): Promise<Agreement["alike"]> {
  if (isOf(asked, "label_selection", "rating") || (await hasTooMany(db, asked))) return null
  const pairs = await pairsIn(db, asked)
  const told = pairs.slice(0, limits.insights.pairs)
  const ids = [...new Set(told.flatMap(({ people }) => people))]
  const users =
    ids.length === 0
      ? []
      : await db.selectFrom("users").select(["id", "username"]).where("id", "in", ids).execute()
  const names = new Map(users.map(({ id, username }) => [id, username]))
  const person = (id: string) => ({ id, username: names.get(id) ?? "" })
  return {
    total: pairs.length,
    items: told.map(({ people: [first, second], likeness }) => ({
      first: person(first),
      second: person(second),
      shared: likeness.length,
      likeness: meanOf(likeness, resampling),
    })),
  }
}
