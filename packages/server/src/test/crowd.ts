/** A dataset answered by many people, imported through the API: what insights are tested on. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Dataset, Json } from "@loam/schema"
import type { Person, TestApp } from "./app.ts"
import { buildDataset, buildWorkspace, type DatasetOptions } from "./factories.ts"

export interface CrowdRecord {
  /** External id. */
  readonly id: string
  readonly metadata?: { readonly [key: string]: Json }
  readonly fields?: { readonly [name: string]: string }
  /** Answers by the name of the person. */
  readonly answers: { readonly [person: string]: { readonly [question: string]: Json } }
}

export interface Crowd {
  readonly dataset: Dataset
  readonly admin: Person
  /** By the names they have in the records. */
  readonly people: ReadonlyMap<string, Person>
  /** Ids by external id. */
  readonly ids: ReadonlyMap<string, string>
}

/** As many answers count as the fullest record has, unless said otherwise. */
export async function buildCrowd(
  test: TestApp,
  questions: NonNullable<DatasetOptions["questions"]>,
  records: readonly CrowdRecord[],
  distribution?: DatasetOptions["distribution"],
  fields?: DatasetOptions["fields"],
): Promise<Crowd> {
  const workspace = await buildWorkspace(test.owner.client)
  const admin = await test.person("admin", [workspace.id])
  const people = new Map<string, Person>()
  for (const name of new Set(records.flatMap(({ answers }) => Object.keys(answers))))
    people.set(name, await test.person("annotator", [workspace.id]))
  const most = Math.max(1, ...records.map(({ answers }) => Object.keys(answers).length))
  const dataset = await buildDataset(admin.client, {
    workspace_id: workspace.id,
    questions,
    ...(fields && { fields }),
    distribution: distribution ?? { strategy: "overlap", min_submitted: most },
  })
  const ids = new Map<string, string>()
  for (let start = 0; start < records.length; start += 500) {
    const items = records.slice(start, start + 500).map((record) => ({
      external_id: record.id,
      fields: record.fields ?? { prompt: record.id },
      metadata: record.metadata ?? null,
      responses: Object.entries(record.answers).map(([name, answers]) => ({
        user_id: people.get(name)?.id ?? "",
        status: "submitted" as const,
        values: Object.fromEntries(Object.entries(answers).map(([question, value]) => [question, { value }])),
      })),
    }))
    const created = await admin.client.records.create({ dataset_id: dataset.id, body: { items } })
    for (const { id, external_id } of created.items) ids.set(external_id ?? "", id)
  }
  return { dataset, admin, people, ids }
}

/** Folder of the real crowd sets; tests on them are skipped, out loud, where it is not set. */
export const crowdSets = process.env.LOAM_TEST_DATA
if (!crowdSets) console.warn("LOAM_TEST_DATA is not set: the real crowd sets (bluebirds, llmfao) are skipped")

const read = (...path: string[]) => readFileSync(join(crowdSets ?? "", ...path), "utf8")

/** 108 photos, 39 people: is it an indigo bunting? `gold` is in the metadata. */
export function bluebirds(): CrowdRecord[] {
  const pairs = (text: string) => [...text.matchAll(/(\d+): (true|false)/g)]
  const answers = new Map<string, Record<string, { bunting: string }>>()
  for (const [, person = "", body = ""] of read("bluebirds", "labels.yaml").matchAll(/(\d+): \{([^}]*)\}/g)) {
    for (const [, photo = "", value = ""] of pairs(body))
      answers.set(photo, { ...answers.get(photo), [person]: { bunting: value } })
  }
  const gold = new Map(
    pairs(read("bluebirds", "gt.yaml")).map(([, photo = "", value = ""]) => [photo, value]),
  )
  return [...answers].map(([id, given]) => ({ id, metadata: { gold: gold.get(id) ?? null }, answers: given }))
}

/** Fields of a CSV line; the files quote none that holds a quote. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? "")
/** The lines of a CSV file of the sets, without its head. */
export const crowdLines = (...path: string[]) =>
  read(...path)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(fieldsOf)

/** A record is a prompt with two models in their places; who voted twice on one has a second one. */
export function llmfao(): CrowdRecord[] {
  const records = new Map<
    string,
    { metadata: { left: string; right: string }; answers: Record<string, { winner: string }> }
  >()
  for (const [, prompt, , , voter = "", winner = "", left = "", right = ""] of crowdLines(
    "llmfao",
    "crowd-comparisons.csv",
  )) {
    let key = `${prompt}|${left}|${right}`
    while (records.get(key)?.answers[voter]) key += "|again"
    const record = records.get(key) ?? { metadata: { left, right }, answers: {} }
    record.answers[voter] = { winner }
    records.set(key, record)
  }
  return [...records].map(([id, record]) => ({ id, ...record }))
}

/** A majority, a tie, nothing, and one answer: `label` and `stars`. */
export const fourRecords = [
  {
    id: "1",
    answers: { ann: { label: "a", stars: 1 }, bob: { label: "a", stars: 2 }, cat: { label: "b", stars: 5 } },
  },
  { id: "2", answers: { ann: { label: "b", stars: 4 }, bob: { label: "a", stars: 4 } } },
  { id: "3", answers: {} },
  { id: "4", answers: { cat: { label: "c", stars: 3 } } },
]
