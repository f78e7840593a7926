/** Single answers, for figures that cannot be had from counts: read in pages, refused where they are too many. */
import { type Json, limits } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, counts, givenAnswer } from "./asked.ts"

/** Rows of a page: 5,000 spans of a long text are some megabytes. */
const pageRows = 5_000

export interface AnswerRow {
  readonly seq: number
  readonly record_id: string
  readonly user_id: string
  readonly value: Json
}

/** Whether the answers would not fit into memory. */
export async function hasTooMany(
  db: Db,
  asked: Asked,
  most: number = limits.insights.answers,
): Promise<boolean> {
  const { rows } = await sql<{ answers: number }>`
    select count(*) as answers from (select from responses a where ${counts(asked)} limit ${most + 1}) counted`.execute(
    db,
  )
  return (rows[0]?.answers ?? 0) > most
}

/** Refuses then. */
export async function refuseTooMany(
  db: Db,
  asked: Asked,
  what: string,
  most: number = limits.insights.answers,
): Promise<void> {
  if (await hasTooMany(db, asked, most))
    throw refuse.invalid(
      `${what} needs all answers at once, which it takes up to ${most} of; this question has more`,
    )
}

export interface RowQuery {
  /** What is read of an answer; as it is, unless told. */
  readonly value?: RawBuilder<unknown>
  /** More columns, beginning with a comma, and the joins they need. */
  readonly columns?: RawBuilder<unknown>
  readonly joins?: RawBuilder<unknown>
}

/** All counting answers, in the order in which their authors began them. */
export async function* answerRows<Row extends AnswerRow>(
  db: Db,
  asked: Asked,
  { value = givenAnswer(asked), columns = sql``, joins = sql`` }: RowQuery = {},
): AsyncGenerator<Row> {
  let after = 0
  for (;;) {
    const { rows } = await sql<Row>`
      select a.seq, a.record_id, a.user_id, ${value} as value ${columns}
      from responses a ${joins}
      where ${counts(asked)} and a.seq > ${after} order by a.seq limit ${pageRows}`.execute(db)
    yield* rows
    if (rows.length < pageRows) return
    after = rows.at(-1)?.seq ?? after
  }
}
