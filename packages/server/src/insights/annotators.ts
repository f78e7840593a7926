/** The people who answered a question: reliability, speed, habits. */

import {
  type CodedRatings,
  canonicalOrder,
  dawidSkene,
  encode,
  FEW_ANSWERS,
  mace,
  type PersonReliability,
  type Ratings,
  reliability,
  rowsByItem,
  rowsOf,
  straightLining,
  tabulate,
  wilson,
} from "@loam/quality"
import type { Annotator, Annotators, AnnotatorsQuery, Json } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, asAsked, findAsked, isOf } from "./asked.ts"
import { comparedTexts } from "./compared-texts.ts"
import { type Evidence, evidenceOf } from "./evidence.ts"
import { habitsOf } from "./habits.ts"
import { readPolicy } from "./policy.ts"
import { type AnyUnifier, readyUnifier } from "./unifiers.ts"

type Table = Ratings<Json>

/** How often each person's answer was the consensus, on records that others answered too. */
function consensusHits({ unify }: AnyUnifier, table: Table): Map<string, { hits: number; trials: number }> {
  const tallies = new Map(table.raters.map((rater) => [rater, { hits: 0, trials: 0 }]))
  const byItem = rowsByItem(table)
  table.items.forEach((id, item) => {
    const answers = Array.from(rowsOf(byItem, item), (row) => ({
      rater: table.raters[table.rater[row] ?? 0] ?? "",
      value: table.value[row] ?? null,
    }))
    const { status, contributors, supporters } = unify({ id, answers, suggestion: null })
    if (status !== "resolved" || contributors.length < 2) return
    for (const rater of contributors) {
      const tally = tallies.get(rater)
      if (tally) tally.trials += 1
    }
    for (const rater of supporters) {
      const tally = tallies.get(rater)
      if (tally) tally.hits += 1
    }
  })
  return tallies
}

interface Modelled {
  readonly reliability: ReadonlyMap<string, PersonReliability>
  readonly straightLining: ReadonlyMap<string, Annotator["straight_lining"]>
}

const noModels: Modelled = { reliability: new Map(), straightLining: new Map() }

/** What needs one category an answer: labels and ratings. */
function modelled(asked: Asked, table: Table, evidence: readonly Evidence[], withGold: boolean): Modelled {
  if (!isOf(asked, "label_selection", "rating")) return noModels
  const options: (string | number)[] = asked.question.settings.options.map((option) => option.value)
  // Answers of these types are texts or numbers: that was checked when they were written.
  const coded: CodedRatings = encode(table as Ratings<string | number>, options)
  const canonical = canonicalOrder(coded)
  const right = new Map(evidence.map(({ record_id, gold }) => [record_id, gold]))
  const names = canonical.categories.map(String)
  const gold = canonical.items.map((item) => names.indexOf(right.get(item) ?? ""))
  const people = reliability(canonical, {
    dawidSkene: dawidSkene(canonical),
    mace: mace(canonical),
    ...(withGold ? { gold } : {}),
  })
  const runs = straightLining(coded).map(({ rater, answers: _, ...habit }) => [rater, habit] as const)
  return { reliability: new Map(people.map((each) => [each.rater, each])), straightLining: new Map(runs) }
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom("users").select(["id", "username"]).where("id", "in", ids).execute()
  return new Map(rows.map(({ id, username }) => [id, username]))
}

function refuseOddGold(asked: Asked, gold: string | undefined): void {
  if (gold === undefined || isOf(asked, "label_selection", "rating")) return
  throw refuse.invalid("gold answers are compared with those to label_selection or rating questions only")
}

export async function annotatorsOf(
  reads: Reads,
  datasetId: string,
  query: AnnotatorsQuery,
): Promise<Annotators> {
  const { db } = reads.database
  const asked = await findAsked(db, datasetId, query.question)
  const policy = readPolicy(asked.question.settings.type, query.policy ?? "majority")
  refuseOddGold(asked, query.gold)
  const compared = await comparedTexts(db, asked)
  const evidence = await evidenceOf(db, asked, query.gold, compared)
  const table: Table = tabulate(
    evidence.map(({ record_id, user_id, value }) => ({ item: record_id, rater: user_id, value })),
  )
  const unifier = await readyUnifier(reads, asked, policy)
  const hits = consensusHits(unifier, table)
  const models = modelled(asked, table, evidence, query.gold !== undefined)
  const habits = habitsOf(evidence, compared)
  const answers = new Int32Array(table.raters.length)
  for (const rater of table.rater) answers[rater] = (answers[rater] ?? 0) + 1
  const names = await namesOf(db, table.raters)
  const items = table.raters.map((id, at): Annotator => {
    const own = models.reliability.get(id)
    const given = answers[at] ?? 0
    const tally = hits.get(id) ?? { hits: 0, trials: 0 }
    return {
      user: { id, username: names.get(id) ?? "" },
      answers: given,
      few_answers: given < FEW_ANSWERS,
      with_consensus: wilson(tally.hits, tally.trials),
      with_others: own?.with_others ?? null,
      gold: own?.gold ?? null,
      expected_accuracy: own?.expected_accuracy ?? null,
      competence: own?.competence ?? null,
      speed: habits.speedOf(id),
      straight_lining: models.straightLining.get(id) ?? null,
      position: habits.positionOf(id),
      length: habits.lengthOf(id),
      suggestions: habits.suggestionsOf(id),
    }
  })
  items.sort((a, b) => Number(a.user.username > b.user.username) - Number(a.user.username < b.user.username))
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    everybody: {
      answers: evidence.length,
      position: habits.positionOf(),
      length: habits.lengthOf(),
      suggestions: habits.suggestionsOf(),
    },
    items,
  }
}
