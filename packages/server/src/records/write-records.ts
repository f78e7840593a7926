/** Writes a planned batch: new records, changed ones, then what hangs on them. */
import type { Db } from "../db/tables.ts"
import { writeResponses } from "../responses/index.ts"
import { upsertSuggestions } from "../suggestions/index.ts"
import { upsertVectors } from "../vectors/index.ts"
import { isPlan, type Plan, planRecords, type Unfit } from "./plan-records.ts"
import { type DatasetRules, floatKeys } from "./rules.ts"
import { insertRecords, updateRecords } from "./store.ts"

export interface Writer {
  readonly rules: DatasetRules
  readonly actorId: string
  readonly draftSlotHours: number
  /** Records come from elsewhere: they keep their ids and times, and what is stored and newer stays. */
  readonly restoring?: true
}

/** Inserts the new ones; answers those that went in: when, by id. */
export async function insertNew(
  db: Db,
  { rules }: Writer,
  plans: readonly Plan[],
): Promise<Map<string, string>> {
  const records = plans
    .filter((plan) => !plan.found)
    .map(({ id, item, record }) => ({
      id,
      external_id: item.external_id ?? null,
      fields: record.fields ?? {},
      metadata: record.metadata ?? null,
      inserted_at: item.inserted_at ?? null,
      updated_at: item.updated_at ?? null,
    }))
  return insertRecords(db, rules.id, records, floatKeys(rules))
}

/** What is new and did not go in: its external id is there already. */
export const notInserted = (
  plans: readonly (Plan | Unfit)[],
  inserted: ReadonlyMap<string, string>,
): Plan[] => plans.filter(isPlan).filter((plan) => !plan.found && !inserted.has(plan.id))

export interface Settled {
  /** A plan an item, in the order of the items. */
  readonly plans: (Plan | Unfit)[]
  /** When the new ones went in, by id. */
  readonly inserted: ReadonlyMap<string, string>
}

/** Inserts the new ones; what another transaction inserted meanwhile is planned again, as found. */
export async function insertOrFind(
  db: Db,
  writer: Writer,
  plans: readonly (Plan | Unfit)[],
): Promise<Settled> {
  const inserted = await insertNew(db, writer, plans.filter(isPlan))
  const lost = notInserted(plans, inserted)
  if (lost.length === 0) return { plans: [...plans], inserted }
  const items = lost.map((plan) => plan.item)
  const rest = await insertOrFind(db, writer, await planRecords(db, writer.rules, items, writer))
  const again = new Map<Plan | Unfit, Plan | Unfit | undefined>(
    lost.map((plan, index) => [plan, rest.plans[index]]),
  )
  return {
    plans: plans.map((plan) => again.get(plan) ?? plan),
    inserted: new Map([...inserted, ...rest.inserted]),
  }
}

/** Suggestions, responses or vectors come with it. */
export const hasRelations = ({ record }: Plan) =>
  record.suggestions.length > 0 || record.responses.length > 0 || record.vectors.length > 0

const hasContent = (plan: Plan) =>
  plan.record.fields !== undefined || plan.record.metadata !== undefined || hasRelations(plan)

const changeOf = ({ id, record }: Plan) => ({
  id,
  ...(record.fields ? { fields: record.fields } : {}),
  ...(record.metadata === undefined ? {} : { metadata: record.metadata }),
})

/**
 * Changes the found ones; answers the ids of those changed. An item that brings nothing leaves its record alone; with
 * `onlyDifferent` so does one that brings what is there.
 */
export async function updateFound(
  db: Db,
  { rules }: Writer,
  plans: readonly Plan[],
  options: { readonly onlyDifferent: boolean },
): Promise<Set<string>> {
  const found = plans.filter((plan) => plan.found && hasContent(plan))
  const always = found.filter((plan) => !options.onlyDifferent || hasRelations(plan))
  const compared = found.filter((plan) => options.onlyDifferent && !hasRelations(plan))
  const changed = await updateRecords(db, always.map(changeOf), {
    onlyDifferent: false,
    floatKeys: floatKeys(rules),
  })
  const differing = await updateRecords(db, compared.map(changeOf), {
    onlyDifferent: true,
    floatKeys: floatKeys(rules),
  })
  return changed.union(differing)
}

/** Suggestions are set one a question, responses one a person, vectors one a name; those not mentioned stay. */
export async function writeRelations(db: Db, writer: Writer, plans: readonly Plan[]): Promise<void> {
  const { rules, actorId, draftSlotHours } = writer
  const suggestions = plans.flatMap(({ id, record }) =>
    record.suggestions.map((suggestion) => ({ ...suggestion, record_id: id })),
  )
  await upsertSuggestions(db, rules.id, suggestions)
  await upsertVectors(
    db,
    plans.flatMap(({ id, record }) => record.vectors.map((vector) => ({ ...vector, record_id: id }))),
  )
  const responses = plans.flatMap(({ id, record }) =>
    record.responses.map((response) => ({ ...response, record_id: id, dataset_id: rules.id })),
  )
  await writeResponses(db, responses, { actorId, draftSlotHours })
}
