/** The records of a file, and which line each of them was. */
import type { Field } from "@loam/schema"
import type { UpsertItem } from "@loam/sdk"
import { Failure } from "../../failure.ts"
import type { ImportOptions } from "./index.ts"
import { type Line, readRows } from "./lines.ts"
import { createMapper, type Mapped, planMapping } from "./mapping.ts"
import { readRawRecord } from "./raw-records.ts"

/** Rows looked at to learn which columns there are. */
const headRows = 1_000

export interface Source {
  readonly records: () => AsyncGenerator<UpsertItem>
  /** Lines read so far that are not blank. */
  readonly rows: () => number
  /** The line of a record by its place among all records, from 0. */
  readonly lineOf: (place: number) => Line | undefined
  /** So many records were answered for: their lines are let go. */
  readonly settle: (done: number) => void
  /** How many were answered for. */
  readonly settled: () => number
}

type Refuse = (line: Line, reason: string) => Promise<void>

export async function openSource(
  stream: AsyncIterable<Uint8Array>,
  fields: readonly Field[],
  options: ImportOptions,
  refuse: Refuse,
): Promise<Source> {
  const lines = readRows({ stream })
  const head = await firstOf(lines, headRows)
  const toRecord = mapperFor(options, fields, head)
  // Sent and not yet answered for, so that a refusal finds its line.
  const open: Line[] = []
  let settled = 0
  let rows = 0

  async function* records(): AsyncGenerator<UpsertItem> {
    for await (const line of chain(head, lines)) {
      rows += 1
      const mapped = toRecord(line)
      if ("problem" in mapped) {
        await refuse(line, mapped.problem)
        continue
      }
      open.push(line)
      yield mapped.item
    }
  }

  return {
    records,
    rows: () => rows,
    lineOf: (place) => open[place - settled],
    settle: (done) => {
      open.splice(0, done - settled)
      settled = done
    },
    settled: () => settled,
  }
}

async function firstOf(lines: AsyncGenerator<Line>, count: number): Promise<Line[]> {
  const head: Line[] = []
  while (head.length < count) {
    const { done, value } = await lines.next()
    if (done) break
    head.push(value)
  }
  const [first] = head
  if (first && "problem" in first && head.every((line) => "problem" in line))
    throw new Failure(
      `no line is a JSON object; is this a JSONL file? Line ${first.number}: ${first.problem}`,
    )
  return head
}

function mapperFor(
  options: ImportOptions,
  fields: readonly Field[],
  head: readonly Line[],
): (line: Line) => Mapped {
  if (options.raw) return (line) => readRawRecord(line, fields)
  return createMapper(planMapping({ ...options, externalId: options.externalId }, fields, head), fields)
}

async function* chain<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first
  yield* rest
}
