/** The example campaign: datasets written for this project, loaded the way anybody's are. */
import { readFile } from "node:fs/promises"
import { datasetCreate, fieldCreate, questionCreate, type RecordCreate, recordCreate } from "@loam/schema"
import { z } from "zod"
import { createDataset, createField, createQuestion, publishDataset } from "../datasets/index.ts"
import type { Db } from "../db/tables.ts"
import { createRecords, findRules } from "../records/index.ts"

// The same distance from src/first-start and from dist/first-start.
const folder = new URL("../../examples/", import.meta.url)

/** `dataset.json` as the API takes it; guidelines and records lie beside it, where they are easier to read. */
const exampleDataset = datasetCreate.omit({ workspace_id: true, guidelines: true }).extend({
  fields: z.array(fieldCreate).min(1),
  questions: z.array(questionCreate).min(1),
})
export interface Example extends z.infer<typeof exampleDataset> {
  readonly guidelines: string
  readonly records: readonly RecordCreate[]
}

async function readExample(name: string): Promise<Example> {
  const read = (file: string) => readFile(new URL(`${name}/${file}`, folder), "utf8")
  const lines = (await read("records.jsonl")).split("\n").filter((line) => line !== "")
  return {
    ...exampleDataset.parse(JSON.parse(await read("dataset.json"))),
    guidelines: await read("guidelines.md"),
    records: lines.map((line) => recordCreate.parse(JSON.parse(line))),
  }
}

/** The order in which they are made, and listed. */
const names = ["demonstrations", "comparisons"]
export const readExamples = (): Promise<Example[]> => Promise.all(names.map(readExample))

/** Where they go, and who made them. */
export interface Target {
  readonly workspace_id: string
  readonly ownerId: string
}

async function loadExample(db: Db, { workspace_id, ownerId }: Target, example: Example): Promise<void> {
  const { fields, questions, records, ...dataset } = example
  const datasetId = await createDataset(db, { ...dataset, workspace_id })
  for (const field of fields) await createField(db, datasetId, field)
  for (const question of questions) await createQuestion(db, datasetId, question)
  await publishDataset(db, datasetId)
  const rules = await findRules(db, datasetId)
  if (!rules) throw new Error("the example dataset just made is not there")
  await createRecords(db, { rules, actorId: ownerId, draftSlotHours: 0 }, records)
}

/** Makes every example dataset. */
export async function loadExamples(db: Db, target: Target): Promise<void> {
  for (const example of await readExamples()) await loadExample(db, target, example)
}
