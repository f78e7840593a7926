/** Which texts of a record a question compares, and which of its options stands for which. */
import { candidateOf, type Field, findComparison } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { type Asked, isOf } from "./asked.ts"

export interface Compared {
  /** Names of the fields that are compared. */
  readonly fields: readonly string[]
  /** By the value of the option. */
  readonly fieldOf: ReadonlyMap<string, string>
}

/** Null where the question is no comparison of two or more texts. */
export async function comparedTexts(db: Db, asked: Asked): Promise<Compared | null> {
  if (!isOf(asked, "label_selection", "ranking")) return null
  const fields = await db
    .selectFrom("fields")
    .select(["name", "title", "settings"])
    .where("dataset_id", "=", asked.dataset_id)
    .orderBy("seq")
    .execute()
  const comparison = findComparison(
    // What was stored was checked by this schema.
    fields.map((field) => ({ ...field, settings: field.settings as unknown as Field["settings"] })),
  )
  const fieldOf = new Map<string, string>()
  for (const option of asked.question.settings.options) {
    const candidate = candidateOf(comparison, option)
    if (candidate) fieldOf.set(option.value, candidate.field.name)
  }
  const names = [...new Set(fieldOf.values())]
  return names.length > 1 ? { fields: names, fieldOf } : null
}
