/** Adding a question to a draft. */
import type { api, ParsedBody, Question, QuestionSettings } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { requireDraft } from "./draft.ts"
import { listFields } from "./field-store.ts"
import { insertQuestion, listQuestions } from "./question-store.ts"

/** A span question marks one field; two of them on one field could not be told apart on the page. */
async function checkSpanField(
  db: Db,
  datasetId: string,
  field: string,
  questions: readonly Question[],
): Promise<void> {
  const names = (await listFields(db, datasetId)).map((each) => each.name)
  if (!names.includes(field))
    throw refuse.invalid(
      `'${field}' is not a field of this dataset; its fields are ${names.map((name) => `'${name}'`).join(", ") || "none yet"}`,
    )
  const other = questions.find((each) => each.settings.type === "span" && each.settings.field === field)
  if (other)
    throw refuse.invalid(`The field '${field}' is marked by the span question '${other.name}' already`)
}

export async function createQuestion(
  db: Db,
  datasetId: string,
  body: ParsedBody<typeof api.questions.create>,
): Promise<Question> {
  await requireDraft(db, datasetId, "Questions are added")
  const questions = await listQuestions(db, datasetId)
  if (questions.some((each) => each.name === body.name))
    throw refuse.conflict(`The dataset has a question named '${body.name}' already`)
  // The registry's schemas answer the stored form of each type, which its common signature cannot say.
  const settings = body.settings as QuestionSettings
  if (settings.type === "span") await checkSpanField(db, datasetId, settings.field, questions)
  const { name, title, description = null } = body
  return insertQuestion(db, {
    id: uuid(),
    dataset_id: datasetId,
    name,
    title,
    description,
    required: body.required ?? false,
    settings,
  })
}
