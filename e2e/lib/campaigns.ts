/** Datasets to annotate, made through the API: fields, questions, records. */
import { randomUUID } from "node:crypto"
import type { Dataset, Record as LoamRecord } from "@loam/schema"
import type { Client } from "@loam/sdk"

type Field = Parameters<Client["fields"]["create"]>[0]["body"]
type Question = Parameters<Client["questions"]["create"]>[0]["body"]
type NewDataset = Parameters<Client["datasets"]["create"]>[0]["body"]
type NewRecord = Parameters<Client["records"]["create"]>[0]["body"]["items"][number]

export interface CampaignSettings extends Partial<Omit<NewDataset, "workspace_id">> {
  readonly fields?: readonly Field[]
  readonly questions: readonly Question[]
  readonly records: readonly NewRecord[]
}

export interface Campaign {
  readonly dataset: Dataset
  readonly records: readonly LoamRecord[]
}

export const textField = (name: string, use_markdown = false): Field => ({
  name,
  title: name,
  required: true,
  settings: { type: "text", use_markdown },
})

export const textQuestion = (name = "answer", more: Partial<Question> = {}): Question => ({
  name,
  title: `Your ${name}`,
  required: true,
  settings: { type: "text" },
  ...more,
})

export const labelQuestion = (options: readonly string[], name = "label"): Question => ({
  name,
  title: `Which ${name}?`,
  required: true,
  settings: { type: "label_selection", options: options.map((value) => ({ value, text: value })) },
})

export const promptsOf = (texts: readonly string[]): NewRecord[] =>
  texts.map((prompt, index) => ({ fields: { prompt }, external_id: String(index) }))

export const numbered = (count: number, what = "Prompt"): NewRecord[] =>
  promptsOf(Array.from({ length: count }, (_, index) => `${what} ${index + 1}`))

export async function createCampaign(
  owner: Client,
  workspace: { readonly id: string },
  { fields = [textField("prompt")], questions, records, ...settings }: CampaignSettings,
): Promise<Campaign> {
  const { id: dataset_id } = await owner.datasets.create({
    body: { name: `campaign ${randomUUID().slice(0, 8)}`, ...settings, workspace_id: workspace.id },
  })
  for (const body of fields) await owner.fields.create({ dataset_id, body })
  for (const body of questions) await owner.questions.create({ dataset_id, body })
  const dataset = await owner.datasets.publish({ dataset_id })
  const made: LoamRecord[] = []
  for (let start = 0; start < records.length; start += 500) {
    const body = { items: records.slice(start, start + 500) }
    made.push(...(await owner.records.create({ dataset_id, body })).items)
  }
  return { dataset, records: made }
}
