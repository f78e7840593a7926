/** Agreement on one question: the whole, each label, each pair of people, each slice. */

import { type AnswerPatterns, type Ratings, slices, tabulate } from "@loam/quality"
import {
  type Agreement,
  type AgreementFigure,
  type AgreementMeasure,
  type AgreementQuery,
  agreementMeasures,
  limits,
  type RankedOption,
  type ScaleLevel,
  type Span,
} from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { alikeOf } from "./alike.ts"
import { type Category, patternsOf, type Sliced, slicedPatternsOf } from "./answer-patterns.ts"
import { type AnswerRow, answerRows, refuseTooMany } from "./answer-rows.ts"
import { type Asked, asAsked, counts, findAsked, isOf, listed, optionNames } from "./asked.ts"
import {
  type AlphaLevel,
  alphaOf,
  figureOf,
  patternFigures,
  presencePatterns,
  type Resampling,
  rankingFigures,
  spanFigures,
} from "./figures.ts"
import { pairsOfPeople } from "./pairs-of-people.ts"
import { sliceKey } from "./slice-key.ts"

/** What is asked for, checked against the question's type. */
interface Plan {
  readonly asked: Asked
  readonly measures: readonly AgreementMeasure[]
  readonly level: AlphaLevel
  readonly by: string | undefined
  readonly whole: Resampling
  readonly part: Resampling
}

function planOf(asked: Asked, { measure, level, by, seed, draws }: AgreementQuery): Plan {
  const { type } = asked.question.settings
  const fitting: readonly AgreementMeasure[] = agreementMeasures[type]
  const misfit = measure?.find((each) => !fitting.includes(each))
  if (misfit)
    throw refuse.invalid(
      `A ${type} question has no measure '${misfit}': measure must be one of ${listed(fitting)}`,
    )
  const levels = levelsOf(type)
  if (level && !levels.includes(level))
    throw refuse.invalid(
      levels.length === 0
        ? `A ${type} question has no level`
        : `level of a ${type} question must be one of ${listed(levels)}`,
    )
  if (by !== undefined) sliceKey(by)
  const whole = { seed, draws }
  return {
    asked,
    measures: measure ?? fitting.filter((each) => each !== "gamma"),
    level: level ?? (type === "multi_label_selection" ? "masi" : (levels[0] ?? "nominal")),
    by,
    whole,
    part: { seed, draws: Math.min(draws, limits.insights.partDraws) },
  }
}

/** The usual one first. */
function levelsOf(type: Asked["question"]["settings"]["type"]): readonly ScaleLevel[] {
  if (type === "rating") return ["ordinal", "nominal", "interval", "ratio"]
  if (type === "label_selection") return ["nominal", "ordinal"]
  return []
}

type Figures = Pick<Agreement, "records" | "compared" | "answers" | "measures" | "labels" | "slices">

function sizesOf({ weight, size }: AnswerPatterns<Category>) {
  const sizes = { records: 0, compared: 0, answers: 0 }
  weight.forEach((items, pattern) => {
    const each = size[pattern] ?? 0
    sizes.records += items
    sizes.compared += each > 1 ? items : 0
    sizes.answers += items * each
  })
  return sizes
}

async function fromPatterns(db: Db, plan: Plan): Promise<Figures> {
  const { asked, measures, level, by, whole, part } = plan
  const patterns = await patternsOf(db, asked)
  const labelled = isOf(asked, "label_selection", "multi_label_selection") && measures.includes("alpha")
  const labels = (labelled ? optionNames(asked) : []).map((label) => {
    const presence = presencePatterns(patterns, label)
    const answers = presence.weight.reduce(
      (sum, items, pattern) => sum + items * presentIn(presence, pattern),
      0,
    )
    return { label, answers, alpha: alphaOf(presence, "nominal", part) }
  })
  const sliced = by === undefined ? null : await slicedPatternsOf(db, asked, by)
  return {
    ...sizesOf(patterns),
    measures: patternFigures(measures, patterns, level, whole),
    labels,
    slices: slicesOf(by, sliced, (each) => {
      const { records, compared } = sizesOf(each)
      return { records, compared, measures: patternFigures(measures, each, level, part) }
    }),
  }
}

function presentIn({ start, code, count }: AnswerPatterns<string>, pattern: number): number {
  let present = 0
  for (let at = start[pattern] ?? 0; at < (start[pattern + 1] ?? 0); at++)
    if (code[at] === 1) present += count[at] ?? 0
  return present
}

type Slice = NonNullable<Agreement["slices"]>["items"][number]

function slicesOf<Part>(
  by: string | undefined,
  sliced: Sliced<Part> | null,
  figures: (part: Part) => Omit<Slice, "key">,
): Agreement["slices"] {
  if (by === undefined || !sliced) return null
  return { by, total: sliced.total, items: sliced.items.map(({ key, part }) => ({ key, ...figures(part) })) }
}

/** Rankings and spans are compared one by one: `length` is that of the text spans are marked in. */
async function fromRows(db: Db, plan: Plan): Promise<Figures> {
  const { asked, by, whole, part } = plan
  await refuseTooMany(db, asked, "Agreement on rankings and spans")
  const rows: Measured[] = []
  for await (const row of answerRows<Measured>(db, asked, {
    columns: rowColumns(asked, by),
    joins: rowJoins(asked, by),
  }))
    rows.push(row)
  // The database holds what the question's own check let in.
  const table = tabulate(
    rows.map(({ record_id, user_id, value }) => ({ item: record_id, rater: user_id, value })),
  )
  const lengths = new Map(rows.map(({ record_id, length }) => [record_id, length]))
  const figures = (ratings: Ratings<unknown>, resampling: Resampling) =>
    figuresOfRows(plan, ratings, lengths, resampling)
  return {
    ...sizesOfTable(table),
    measures: figures(table, whole),
    labels: [],
    slices: slicesOf(by, by === undefined ? null : sliceTable(table, rows), (each) => {
      const { records, compared } = sizesOfTable(each)
      return { records, compared, measures: figures(each, part) }
    }),
  }
}

interface Measured extends AnswerRow {
  readonly key: string | null
  readonly length: number | null
}

function rowColumns(asked: Asked, by: string | undefined) {
  const length = isOf(asked, "span")
    ? sql`, char_length(r.fields ->> ${asked.question.settings.field}::text) as length`
    : sql`, null::int as length`
  return by === undefined ? sql`${length}, null as key` : sql`${length}, k.key`
}

const rowJoins = (asked: Asked, by: string | undefined) => sql`
  join records r on r.id = a.record_id
  ${
    by === undefined
      ? sql``
      : sql`join lateral (select ${sliceKey(by)} as key from responses a where a.record_id = r.id and ${counts(asked)}) k on true`
  }`

function figuresOfRows(
  { asked, measures }: Plan,
  ratings: Ratings<unknown>,
  lengths: ReadonlyMap<string, number | null>,
  resampling: Resampling,
): AgreementFigure[] {
  if (asked.question.settings.type === "ranking")
    return rankingFigures(
      measures,
      ratings as Ratings<readonly RankedOption[]>,
      optionNames(asked),
      resampling,
    )
  const spans = ratings as Ratings<readonly Span[]>
  const perItem = spans.items.map((item) => lengths.get(item) ?? 0)
  return spanFigures(measures, spans, perItem, resampling)
}

function sizesOfTable({ items, item }: Ratings<unknown>) {
  const answers = new Int32Array(items.length)
  for (const at of item) answers[at] = (answers[at] ?? 0) + 1
  const records = answers.filter((count) => count > 0).length
  return { records, compared: answers.filter((count) => count > 1).length, answers: item.length }
}

function sliceTable(table: Ratings<unknown>, rows: readonly Measured[]): Sliced<Ratings<unknown>> {
  const all = slices(table, (row) => rows[row]?.key ?? null)
  const largest = all
    .toSorted((a, b) => sizesOfTable(b.ratings).records - sizesOfTable(a.ratings).records)
    .slice(0, limits.insights.slices)
  const items = all.filter((each) => largest.includes(each))
  return { total: all.length, items: items.map(({ key, ratings }) => ({ key, part: ratings })) }
}

async function countPeople(db: Db, asked: Asked): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct a.user_id) as people from responses a where ${counts(asked)}`.execute(db)
  return rows[0]?.people ?? 0
}

export async function agreementOn(db: Db, datasetId: string, query: AgreementQuery): Promise<Agreement> {
  const asked = await findAsked(db, datasetId, query.question)
  const plan = planOf(asked, query)
  const figures = isOf(asked, "ranking", "span") ? await fromRows(db, plan) : await fromPatterns(db, plan)
  const alike = await alikeOf(db, asked, plan.whole)
  const base = { question: asAsked(asked), people: await countPeople(db, asked), ...figures, alike }
  if (!plan.measures.includes("cohen")) return { ...base, pairs: { total: 0, items: [] } }
  const weights =
    asked.question.settings.type === "rating" && plan.level !== "nominal" ? "quadratic" : "identity"
  const { listed: pairs, mean, shared } = await pairsOfPeople(db, asked, weights, plan.whole)
  const cohen = figureOf("cohen", weights, { ...mean, interval: null, units: shared })
  return { ...base, pairs, measures: [...base.measures, cohen] }
}
