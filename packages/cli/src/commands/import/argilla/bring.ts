/** Brings one dataset: settings, records, then a look at both sides. */
import type { Client } from "@loam/sdk"
import type { ProgressBar } from "../../../progress.ts"
import { compare, noCounts, type Parity } from "./parity.ts"
import type { People } from "./people.ts"
import type { DatasetPlan } from "./plan.ts"
import { chooseIds, type IdOf, sendPage, type Translate, translator } from "./records.ts"
import { bringDataset } from "./settings.ts"
import type { Source, SourceRecord } from "./source.ts"

export interface Brought extends Parity {
  readonly workspace: string
  readonly name: string
  readonly target_name: string
  readonly dataset_id: string
  /** Records that the server refused, with its reasons; the first few. */
  readonly refused: { readonly count: number; readonly reasons: readonly string[] }
  readonly seconds: number
}

export interface Course {
  readonly client: Client
  readonly source: Source
  readonly people: People
  /** Names here by ids here. */
  readonly nameOf: (userId: string) => string
  readonly signal: AbortSignal
  readonly withTimes: boolean
}

const reasonsTold = 20

export async function bring(course: Course, plan: DatasetPlan, bar: ProgressBar): Promise<Brought> {
  const { client, source, people, signal } = course
  const started = performance.now()
  const settings = await source.settings(plan.source)
  const dataset_id = await bringDataset(client, source, plan, settings, people)
  let idOf: IdOf | undefined
  let refusals = 0
  let done = 0
  const reasons: string[] = []
  const translate = (ids: IdOf) => translator(ids, people, settings)
  for await (const page of source.records(plan.source)) {
    idOf ??= await chooseIds(client, dataset_id, page[0]?.id ?? "")
    const records = await Promise.all(page.map(translate(idOf)))
    for (const { line, error } of await sendPage(client, dataset_id, records, signal)) {
      refusals += 1
      if (reasons.length < reasonsTold) reasons.push(`${called(page[line - 1])}: ${error}`)
    }
    done += page.length
    bar.update(done, `${plan.name}: ${done.toLocaleString("en")} records, ${refusals} refused`)
  }
  const seconds = (performance.now() - started) / 1000
  bar.update(done, `${plan.name}: comparing both sides`)
  const parity = idOf
    ? await compare({
        client,
        dataset_id,
        wanted: translated(source.records(plan.source), translate(idOf)),
        nameOf: course.nameOf,
        withTimes: course.withTimes,
      })
    : { source: noCounts(), target: noCounts(), missing: [], different: [], extra: 0, differences: [] }
  return {
    ...parity,
    workspace: plan.workspace.source.name,
    name: plan.source.name,
    target_name: plan.name,
    dataset_id,
    refused: { count: refusals, reasons },
    seconds,
  }
}

const called = (record: SourceRecord | undefined) => record?.place ?? `record ${record?.id}`

async function* translated(pages: AsyncGenerator<SourceRecord[]>, translate: Translate) {
  for await (const page of pages)
    for (const record of page) yield { record: await translate(record), status: record.status ?? null }
}
