/** How often each option was the answer, the suggestion and the consensus; counted by the database where it can. */
import { type Json, limits, type QuestionTypeName, type Tallies, type TalliesQuery } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Reads } from "../http/context.ts"
import { type Asked, asAsked, counts, findAsked, givenAnswer, optionNames } from "./asked.ts"
import { readPolicy } from "./policy.ts"
import { readyUnifier } from "./unifiers.ts"
import { eachVotes } from "./votes.ts"

const counted: { readonly [Type in QuestionTypeName]: Tallies["of"] } = {
  text: "words",
  label_selection: "option",
  multi_label_selection: "option",
  rating: "option",
  ranking: "first_place",
  span: "mark",
}

/** Texts by their number of words: the first of each class. */
const wordClasses = [1, 6, 11, 26, 51, 101, 201, 501]
const wordNames = wordClasses.map((from, at) => {
  const next = wordClasses[at + 1]
  return next === undefined ? `${from} or more` : `${from}–${next - 1}`
})

/** The options that a value names, as rows `option` of a query. */
function optionsIn(asked: Asked, value: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (asked.question.settings.type) {
    case "multi_label_selection":
      return sql`select jsonb_array_elements_text(${value}) as option`
    case "ranking":
      return sql`select each ->> 'value' as option from jsonb_array_elements(${value}) each where (each ->> 'rank')::int = 1`
    case "span":
      return sql`select each ->> 'label' as option from jsonb_array_elements(${value}) each`
    case "text":
      return sql`select (${wordNames}::text[])[width_bucket(
        array_length(regexp_split_to_array(btrim(${value} #>> '{}', E' \\t\\r\\n'), '\\s+'), 1), ${wordClasses}::int[])] as option`
    default:
      return sql`select ${value} #>> '{}' as option`
  }
}

/** The same of one value at hand. A mean between two ratings counts as the nearer one. */
function optionsOf(asked: Asked, value: Json): string[] {
  const { settings } = asked.question
  if (settings.type === "rating" && typeof value === "number") {
    const near = settings.options.map((option) => ({ option, off: Math.abs(option.value - value) }))
    return near
      .sort((a, b) => a.off - b.off)
      .slice(0, 1)
      .map(({ option }) => String(option.value))
  }
  if (!Array.isArray(value)) return [String(value)]
  return value.flatMap((each) => {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return [String(each)]
    if ("rank" in each) return each.rank === 1 ? [String(each.value)] : []
    return [String(each.label)]
  })
}

/** How often each of `names` was an answer, by day. */
async function countDays(db: Db, asked: Asked, names: readonly string[]): Promise<Tallies["days"]> {
  const { rows } = await sql<{ day: string; option: string; times: number }>`
    select v.day, o.option, count(*) as times
    from (
      select to_char(a.submitted_at at time zone 'UTC', 'YYYY-MM-DD') as day, ${givenAnswer(asked)} as value
      from responses a where ${counts(asked)}
    ) v cross join lateral (${optionsIn(asked, sql`v.value`)}) o
    where o.option is not null group by 1, 2 order by 1`.execute(db)
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => {
    const times = new Map(own.map((row) => [row.option, row.times]))
    return { day, counts: names.map((name) => times.get(name) ?? 0) }
  })
}

type Counts = ReadonlyMap<string, number>

async function countOptions(
  db: Db,
  from: RawBuilder<unknown>,
  options: RawBuilder<unknown>,
): Promise<Counts> {
  const { rows } = await sql<{ option: string | null; times: number }>`
    select o.option, count(*) as times from ${from} cross join lateral (${options}) o where o.option is not null
    group by 1`.execute(db)
  return new Map(rows.map(({ option, times }) => [option ?? "", times]))
}

interface Sizes {
  readonly records: number
  readonly answered: number
  readonly answers: number
  readonly suggestions: number
}

async function sizesOf(db: Db, asked: Asked): Promise<Sizes> {
  const { rows } = await sql<Sizes>`
    select (select count(*) from records where dataset_id = ${asked.dataset_id}) as records,
      (select count(*) from suggestions where question_id = ${asked.question.id}) as suggestions,
      count(distinct a.record_id) as answered, count(*) as answers
    from responses a where ${counts(asked)}`.execute(db)
  return rows[0] ?? { records: 0, answered: 0, answers: 0, suggestions: 0 }
}

interface Agreed {
  readonly consensus: NonNullable<Tallies["consensus"]>
  readonly counts: Counts
}

async function countConsensus(reads: Reads, asked: Asked, query: TalliesQuery): Promise<Agreed> {
  const policy = readPolicy(asked.question.settings.type, query.policy)
  const unifier = await readyUnifier(reads, asked, policy)
  const found = new Map<string, number>()
  const consensus = { policy: { ...unifier.policy }, resolved: 0, abstained: 0 }
  for await (const record of eachVotes(reads.database.db, asked)) {
    if (record.answers.length === 0) continue
    const { values, status } = unifier.unify(record)
    if (status === "abstained") consensus.abstained += 1
    else consensus.resolved += 1
    for (const option of values.flatMap((value) => optionsOf(asked, value)))
      found.set(option, (found.get(option) ?? 0) + 1)
  }
  return { consensus, counts: found }
}

export async function talliesOf(reads: Reads, datasetId: string, query: TalliesQuery): Promise<Tallies> {
  const { db } = reads.database
  const asked = await findAsked(db, datasetId, query.question)
  const { type } = asked.question.settings
  const sizes = await sizesOf(db, asked)
  const small = type !== "text" && sizes.answers <= limits.insights.answers
  const agreed = small ? await countConsensus(reads, asked, query) : null
  const ofAnswers = await countOptions(
    db,
    sql`(select ${givenAnswer(asked)} as value from responses a where ${counts(asked)}) v`,
    optionsIn(asked, sql`v.value`),
  )
  const ofSuggestions = await countOptions(
    db,
    sql`(select value from suggestions where question_id = ${asked.question.id}) v`,
    optionsIn(asked, sql`v.value`),
  )
  const names = type === "text" ? wordNames : optionNames(asked)
  return {
    question: asAsked(asked),
    of: counted[type],
    ...sizes,
    consensus: agreed?.consensus ?? null,
    items: names.map((option) => ({
      option,
      answers: ofAnswers.get(option) ?? 0,
      suggestions: ofSuggestions.get(option) ?? 0,
      consensus: agreed ? (agreed.counts.get(option) ?? 0) : null,
    })),
    days: await countDays(db, asked, names),
  }
}
