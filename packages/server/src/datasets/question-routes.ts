/** The questions of a dataset. */
import { isDeepStrictEqual } from "node:util"
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { createQuestion } from "./create-question.ts"
import { requireDraft } from "./draft.ts"
import { mergeQuestionSettings } from "./merge-question-settings.ts"
import { listQuestions, lockQuestion, removeQuestion, updateQuestion } from "./question-store.ts"

export function questionRoutes(bind: Bind): void {
  bind(api.questions.list, async ({ db, params }) => ({ items: await listQuestions(db, params.dataset_id) }))

  bind(api.questions.create, ({ db, params, body }) => createQuestion(db, params.dataset_id, body))

  bind(api.questions.update, async ({ db, params, body }) => {
    const question = await lockQuestion(db, params.question_id)
    if (!question) throw refuse.notFound("question", params.question_id)
    const merged = body.settings
      ? mergeQuestionSettings(question.settings, body.settings)
      : { ok: true as const, settings: question.settings }
    if (!merged.ok) throw refuse.invalid(merged.reason)
    const wanted = {
      title: body.title ?? question.title,
      description: body.description === undefined ? question.description : body.description,
      settings: merged.settings,
    }
    const { title, description, settings } = question
    const same = isDeepStrictEqual(wanted, { title, description, settings })
    return same ? question : updateQuestion(db, question.id, wanted)
  })

  bind(api.questions.remove, async ({ db, params, scope }) => {
    await requireDraft(db, scope.dataset_id, "Questions are deleted")
    const question = await lockQuestion(db, params.question_id)
    if (!question) throw refuse.notFound("question", params.question_id)
    await removeQuestion(db, question.id)
    return question
  })
}
