/** Publishing: a draft with something to show and something to ask becomes ready; there is no way back. */
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { listFields } from "./field-store.ts"
import { listQuestions } from "./question-store.ts"
import { lockDataset, updateDataset } from "./store.ts"

export async function publishDataset(db: Db, id: string): Promise<void> {
  const dataset = await lockDataset(db, id)
  if (!dataset) throw refuse.notFound("dataset", id)
  if (dataset.status === "ready") throw refuse.invalid("This dataset is published already")
  const fields = await listFields(db, id)
  if (fields.length === 0) throw refuse.invalid("Add a field before publishing: records need one to show")
  const questions = await listQuestions(db, id)
  if (!questions.some((question) => question.required))
    throw refuse.invalid("Add a required question before publishing: without one no answer is ever complete")
  await updateDataset(db, id, { status: "ready" })
}
