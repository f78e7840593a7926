/** Files that argilla wrote, as a source: they are read through once before anything is written, and checked. */
import { z } from "zod"
import { derivedId, ours } from "../ids.ts"
import type { Source, SourceDataset, SourceRecord } from "../source.ts"
import { type AnswerStatus, answerStatuses } from "./answer-status.ts"
import { authorsOf, type UserNames } from "./authors.ts"
import { refuse } from "./check.ts"
import { checkColumns, columnsReader } from "./columns.ts"
import type { FileRecord } from "./file-record.ts"
import type { Contents } from "./folder.ts"
import type { Described } from "./layout.ts"
import { readNested } from "./nested.ts"
import { whatIsNotTold } from "./not-told.ts"
import { checkOlderColumns, olderReader } from "./older.ts"
import { questionValue } from "./question-value.ts"
import { columnsOf, type FileRow, readFileRows } from "./rows.ts"

const pageSize = 500

export interface FileSourceOptions extends Contents {
  /** Where the files come from, in sentences. */
  readonly title: string
  /** Tells these files apart from others for good, where they have no id. */
  readonly key: string
  readonly name: string
  readonly workspace: { readonly id: string; readonly name: string }
  /** The dataset here that takes the records, instead of a new one. */
  readonly into: string | undefined
  readonly users: UserNames
  readonly unknownStatus: AnswerStatus
  /** When the files were written: their answers count as given then. */
  readonly moment: string
}

function readerOf({ layout, settings }: Described): (row: FileRow["row"], place: string) => FileRecord {
  if (layout === "nested") return readNested
  return layout === "columns" ? columnsReader(settings) : olderReader(settings)
}

async function checkTables({ described, files }: Contents): Promise<void> {
  const check = described.layout === "columns" ? checkColumns : checkOlderColumns
  if (described.layout === "nested") return
  for (const file of files) {
    const columns = await columnsOf(file)
    if (columns) check(columns, described.settings, file.name)
  }
}

/** The record as a server would have shown it. */
function recordMaker(options: FileSourceOptions, datasetId: string) {
  const { described, unknownStatus, moment } = options
  const { questions } = described.settings
  const types = new Map(
    questions.map(({ name, settings }) => [name, String((settings as { type?: unknown }).type)]),
  )
  const { strategy, min_submitted } = described.dataset.distribution
  const rules = {
    required: questions.filter(({ required }) => required).map(({ name }) => name),
    minSubmitted: strategy === "overlap" ? min_submitted : undefined,
    otherwise: unknownStatus,
  }
  const refuseUnknown = (question: string, place: string) => {
    if (!types.has(question))
      throw refuse(
        place,
        `it answers a question '${question}' that the settings do not have. Are they of one dataset?`,
      )
  }
  return (record: FileRecord, row: number, place: string): { record: SourceRecord; taken: number } => {
    const { responses, suggestions } = record
    for (const { question } of suggestions) refuseUnknown(question, place)
    for (const { values } of responses)
      for (const question of Object.keys(values)) refuseUnknown(question, place)
    const { statuses, taken } = answerStatuses(record.status, responses, rules)
    const own = record.external_id === null ? `row ${row}` : `id ${record.external_id}`
    const times = { inserted_at: moment, updated_at: moment }
    return {
      taken,
      record: {
        id: record.id ?? derivedId(datasetId, own),
        place,
        external_id: record.external_id,
        // A state that was reached with answers that are taken for something else is none.
        status: taken > 0 ? null : record.status,
        fields: record.fields,
        metadata: Object.keys(record.metadata).length > 0 ? record.metadata : null,
        vectors: record.vectors,
        inserted_at: record.inserted_at ?? moment,
        updated_at: record.updated_at ?? moment,
        suggestions: suggestions.map(({ question, value, type, agent, score }) => ({
          question_id: question,
          value: questionValue(types.get(question), value),
          type: type === "model" || type === "human" ? type : null,
          agent,
          score,
          ...times,
        })),
        responses: responses.map(({ user_id, values }, index) => ({
          user_id,
          status: statuses[index] ?? unknownStatus,
          values: Object.fromEntries(
            Object.entries(values).map(([question, { value }]) => [
              question,
              { value: questionValue(types.get(question), value) },
            ]),
          ),
          ...times,
        })),
      },
    }
  }
}

/** Reads everything once: who answered, how many records, and whether all of it can be read at all. */
async function survey(records: AsyncIterable<{ record: SourceRecord; taken: number }>) {
  const authors = new Set<string>()
  const seen = new Map<string, string>()
  let [count, taken] = [0, 0]
  for await (const { record, taken: here } of records) {
    count += 1
    taken += here
    const place = record.place ?? ""
    if (!z.uuid().safeParse(record.id).success)
      throw refuse(place, `'${record.id}' is no id of a record. Is it another file?`)
    const earlier = seen.get(record.id)
    if (earlier !== undefined)
      throw refuse(
        place,
        `it is the same record as ${earlier} (id ${record.external_id ?? record.id}). Take one out`,
      )
    seen.set(record.id, place)
    for (const { user_id } of record.responses ?? []) {
      if (user_id !== null && !z.uuid().safeParse(user_id).success)
        throw refuse(place, `'${user_id}' is no id of a user. Is it another file?`)
      if (user_id !== null) authors.add(user_id)
    }
  }
  return { authors, count, taken }
}

export async function openFileSource(options: FileSourceOptions): Promise<Source> {
  const { described, files, workspace, users, key, title } = options
  const { settings } = described
  const id = described.id ?? derivedId(ours, key)
  await checkTables(options)
  const read = readerOf(described)
  const make = recordMaker(options, id)
  async function* all() {
    let row = 0
    for await (const { row: members, place } of readFileRows(files)) {
      row += 1
      yield make(read(members, place), row, place)
    }
  }
  const { authors, count, taken } = await survey(all())
  const people = authorsOf(authors, users)
  const dataset: SourceDataset = {
    ...described.dataset,
    id,
    name: options.name,
    workspace_id: workspace.id,
    metadata: null,
    // Without records there is nothing to publish for.
    status: described.dataset.status,
  }
  async function* pages(): AsyncGenerator<SourceRecord[]> {
    let page: SourceRecord[] = []
    for await (const { record } of all()) {
      page.push(record)
      if (page.length < pageSize) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }
  return {
    address: "files",
    title,
    into: options.into,
    withoutTimes: true,
    notes: whatIsNotTold({ layout: described.layout, taken, unknownStatus: options.unknownStatus }),
    users: async () => people,
    workspaces: async () => [{ ...workspace, members: people.map((person) => person.id) }],
    datasets: async () => [dataset],
    settings: async () => settings,
    count: async () => count,
    records: pages,
  }
}
