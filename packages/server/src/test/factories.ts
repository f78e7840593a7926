/** Builders of what tests stand on, through the same doors as everybody. */
import { randomUUID } from "node:crypto"
import type { api, Dataset, Input, Record as LoamRecord } from "@loam/schema"
import type { Client } from "@loam/sdk"

type QuestionInput = Input<typeof api.questions.create>["body"]
type Distribution = NonNullable<Input<typeof api.datasets.create>["body"]["distribution"]>

export const textQuestion = (name: string, required = true): QuestionInput => ({
  name,
  title: name,
  required,
  settings: { type: "text" },
})

export const labelQuestion = (name: string, labels: readonly string[], required = true): QuestionInput => ({
  name,
  title: name,
  required,
  settings: { type: "label_selection", options: labels.map((value) => ({ value, text: value })) },
})

export const ratingQuestion = (name: string, required = true): QuestionInput => ({
  name,
  title: name,
  required,
  settings: { type: "rating", options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
})

export const rankingQuestion = (
  name: string,
  options: readonly string[],
  required = true,
): QuestionInput => ({
  name,
  title: name,
  required,
  settings: { type: "ranking", options: options.map((value) => ({ value, text: value })) },
})

export async function buildWorkspace(client: Client, name = `workspace-${randomUUID().slice(0, 8)}`) {
  return client.workspaces.create({ body: { name } })
}

export interface DatasetOptions {
  readonly workspace_id?: string
  readonly fields?: readonly string[]
  readonly questions?: readonly QuestionInput[]
  readonly distribution?: Distribution
  /** `false` leaves it a draft. */
  readonly publish?: boolean
}

/** A ready dataset with a text field `prompt` and a text question `demonstration`, unless said otherwise. */
export async function buildDataset(client: Client, options: DatasetOptions = {}): Promise<Dataset> {
  const workspace_id = options.workspace_id ?? (await buildWorkspace(client)).id
  const { id: dataset_id, ...draft } = await client.datasets.create({
    body: {
      name: `dataset-${randomUUID().slice(0, 8)}`,
      workspace_id,
      distribution: options.distribution ?? { strategy: "overlap", min_submitted: 1 },
    },
  })
  for (const name of options.fields ?? ["prompt"]) {
    await client.fields.create({
      dataset_id,
      body: { name, title: name, required: true, settings: { type: "text" } },
    })
  }
  for (const question of options.questions ?? [textQuestion("demonstration")]) {
    await client.questions.create({ dataset_id, body: question })
  }
  if (options.publish === false) return { id: dataset_id, ...draft }
  return client.datasets.publish({ dataset_id })
}

/** Records with the prompts `prompt 0`, `prompt 1`, … and matching external ids. */
export async function buildRecords(client: Client, dataset_id: string, count: number): Promise<LoamRecord[]> {
  const records: LoamRecord[] = []
  for (let start = 0; start < count; start += 500) {
    const items = Array.from({ length: Math.min(500, count - start) }, (_, index) => ({
      fields: { prompt: `prompt ${start + index}` },
      external_id: String(start + index),
    }))
    records.push(...(await client.records.create({ dataset_id, body: { items } })).items)
  }
  return records
}
