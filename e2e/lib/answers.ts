/** What the server holds of people's answers, with the history of each: whether one was lost, doubled or changed. */
import type { Client } from "@loam/sdk"

export interface StoredAnswer {
  readonly record_id: string
  readonly user_id: string
  readonly status: string
  /** Question name → value. */
  readonly values: Readonly<Record<string, unknown>>
  /** What happened to it, oldest first; a repeated request must not show here. */
  readonly actions: readonly string[]
  readonly surplus: boolean
}

export async function storedAnswers(owner: Client, dataset_id: string): Promise<StoredAnswer[]> {
  const { items } = await owner.records.list({ dataset_id, query: { limit: 1000, include: ["responses"] } })
  const responses = items.flatMap((record) => record.responses ?? [])
  return Promise.all(
    responses.map(async ({ id, record_id, user_id, status, values, surplus }) => {
      const history = await owner.responses.events({ response_id: id })
      const plain = Object.entries(values).map(([name, item]) => [name, (item as { value?: unknown }).value])
      const actions = history.items.map((event) => event.action)
      return { record_id, user_id, status, values: Object.fromEntries(plain), actions, surplus }
    }),
  )
}

/** Record id → value of one question. */
export const valuesOf = (answers: readonly StoredAnswer[], question: string) =>
  new Map(answers.map(({ record_id, values }) => [record_id, values[question]]))
