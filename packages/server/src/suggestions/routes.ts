/** Suggestions of one record. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { Reply } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { readIdList } from "../http/id-list.ts"
import { unstorable } from "../http/storable.ts"
import { checkSuggestion } from "./check-suggestion.ts"
import {
  findSuggestion,
  findSuggestionRules,
  listSuggestions,
  removeSuggestion,
  removeSuggestions,
  upsertSuggestions,
} from "./store.ts"

export function suggestionRoutes(bind: Bind): void {
  bind(api.suggestions.list, async ({ db, params }) => ({
    items: await listSuggestions(db, params.record_id),
  }))

  bind(api.suggestions.upsert, async ({ db, params, body, scope }) => {
    const { record_id } = params
    const rules = await findSuggestionRules(db, record_id, body.question_id)
    if (!rules) throw refuse.notFound("record", record_id)
    if (!rules.question)
      throw refuse.invalid(`There is no question with id ${body.question_id} in the dataset of this record`)
    const broken = unstorable(body.value)
    if (broken) throw refuse.invalid(`The suggestion is not valid: ${broken}`)
    const checked = checkSuggestion(rules.question, body, rules.fields)
    if (!checked.ok) throw refuse.invalid(checked.reason)
    const [written] = await upsertSuggestions(db, scope.dataset_id, [{ ...checked.suggestion, record_id }])
    const suggestion = written && (await findSuggestion(db, written.id))
    if (!suggestion) throw new Error("the suggestion just written is not there")
    return new Reply(suggestion, { status: written.created ? 201 : 200 })
  })

  bind(api.suggestions.removeMany, async ({ db, params, query }) => {
    await removeSuggestions(db, params.record_id, readIdList(query.ids))
    return undefined
  })

  bind(api.suggestions.remove, async ({ db, params }) => {
    const removed = await removeSuggestion(db, params.suggestion_id)
    if (!removed) throw refuse.notFound("suggestion", params.suggestion_id)
    return removed
  })
}
