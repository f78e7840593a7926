/** A dataset to search: texts of 100 words, a term and a number for each record, vectors for as many as wanted. */
import { randomUUID } from "node:crypto"
import { type Loam, ownerKey } from "../../../e2e/lib/loam.ts"
import { generator } from "../texts.ts"
import { rateOf } from "../timing.ts"
import { corpus } from "./corpus.ts"

const batchSize = 500
const wordsPerRecord = 100
export const dimensions = 384

export async function newDataset({ owner }: Loam, name: string): Promise<string> {
  const workspace = await owner.workspaces.create({ body: { name: `search-${randomUUID().slice(0, 8)}` } })
  const { id: dataset_id } = await owner.datasets.create({ body: { name, workspace_id: workspace.id } })
  await owner.fields.create({
    dataset_id,
    body: { name: "text", title: "Text", required: true, settings: { type: "text" } },
  })
  await owner.questions.create({
    dataset_id,
    body: { name: "answer", title: "Answer", required: true, settings: { type: "text" } },
  })
  await owner.metadataProperties.create({
    dataset_id,
    body: { name: "language", title: "Language", settings: { type: "terms" } },
  })
  await owner.vectorsSettings.create({ dataset_id, body: { name: "meaning", title: "Meaning", dimensions } })
  await owner.datasets.publish({ dataset_id })
  return dataset_id
}

export function direction(random: () => number): number[] {
  return Array.from({ length: dimensions }, () => random() - 0.5)
}

export interface Filling {
  readonly records: number
  readonly vectors?: number
  readonly seed: number
}

/** Records a second, by two clients; the texts are made beforehand. */
export async function fill(loam: Loam, dataset_id: string, filling: Filling): Promise<number> {
  const { records, vectors = 0, seed } = filling
  const text = corpus(seed)
  const random = generator(seed)
  const batches = Array.from({ length: Math.ceil(records / batchSize) }, (_, batch) =>
    Array.from({ length: Math.min(batchSize, records - batch * batchSize) }, (_each, index) => {
      const number = batch * batchSize + index
      return {
        external_id: `${seed}-${number}`,
        fields: { text: text(wordsPerRecord) },
        metadata: { language: number % 10 === 0 ? "de" : "en" },
        ...(number < vectors ? { vectors: { meaning: direction(random) } } : {}),
      }
    }),
  )
  const worker = async () => {
    const client = loam.clientWith(ownerKey)
    for (let items = batches.pop(); items; items = batches.pop())
      await client.records.create({ dataset_id, body: { items } })
  }
  return rateOf(records, [worker, worker])
}
