/** The course of an import: read, map, send, list what was refused. */
import { basename } from "node:path"
import type { Field } from "@loam/schema"
import { type RemoteFeedbackDataset, type StreamResult, streamRecords, type UpsertItem } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson } from "../../output.ts"
import { type ProgressBar, startProgress } from "../../progress.ts"
import type { ImportOptions } from "./index.ts"
import { type Input, type Line, openInput, readRows } from "./lines.ts"
import { createMapper, type Mapped, planMapping } from "./mapping.ts"
import { readRawRecord } from "./raw-records.ts"
import { createRowErrors, type RowErrors } from "./row-errors.ts"

/** Rows looked at to learn which columns there are. */
const headRows = 1_000

export async function runImport(file: string, options: ImportOptions, command: Command): Promise<void> {
  const { json } = globals(command)
  const remote = await openDataset(command, options.dataset, options)
  if (remote.dataset.status !== "ready")
    throw new Failure(`'${remote.name}' is a draft: publish it before records are added`)
  const input = await openInput(file)
  const errorsPath = options.errors ?? `${file === "-" ? "import" : basename(file)}.errors.jsonl`
  const errors = createRowErrors(errorsPath)
  const bar = startProgress(input.size, json)
  try {
    const result = await transfer(input, remote, options, errors, bar)
    await errors.close()
    if (errors.count() === 0) await errors.forget()
    bar.stop()
    report(result, { json, errors, errorsPath, remote, dryRun: options.dryRun === true })
  } finally {
    bar.stop()
    await errors.close()
  }
}

interface Outcome extends StreamResult {
  readonly rows: number
}

interface Sent {
  readonly lines: Line[]
  /** Place of the first of them among all that were sent, from 0. */
  start: number
}

async function transfer(
  input: Input,
  remote: RemoteFeedbackDataset,
  options: ImportOptions,
  errors: RowErrors,
  bar: ProgressBar,
): Promise<Outcome> {
  const lines = readRows(input)
  const head: Line[] = []
  while (head.length < headRows) {
    const { done, value } = await lines.next()
    if (done) break
    head.push(value)
  }
  const [first] = head
  if (first && head.every((line) => "problem" in line))
    throw new Failure(
      `no line is a JSON object; is this a JSONL file? Line ${first.number}: ${problemIn(first)}`,
    )
  const toRecord = mapperFor(options, remote.fields, head)
  let rows = 0
  // What was sent and not yet answered, so that a refusal finds its line.
  const sent: Sent = { lines: [], start: 0 }

  async function* records(): AsyncGenerator<UpsertItem> {
    for await (const line of chain(head, lines)) {
      rows += 1
      const mapped = toRecord(line)
      if ("problem" in mapped) {
        await errors.add(line, mapped.problem)
        continue
      }
      sent.lines.push(line)
      yield mapped.item
    }
  }

  if (options.dryRun) {
    let created = 0
    for await (const _ of records()) created += 1
    return { rows, created, updated: 0, unchanged: 0, failed: 0 }
  }
  const { signal, dispose } = onInterrupt()
  try {
    const result = await streamRecords(remote.client, remote.id, records(), {
      signal,
      onFailure: async ({ line, error }) => {
        const refused = sent.lines[line - 1 - sent.start]
        if (refused) await errors.add(refused, error)
      },
      onProgress: ({ done }) => {
        sent.lines.splice(0, done - sent.start)
        sent.start = done
        bar.update(input.bytesRead(), `${done.toLocaleString("en")} rows, ${errors.count()} refused`)
      },
    })
    return { rows, ...result }
  } catch (error) {
    const where = `stopped after ${sent.start.toLocaleString("en")} rows or more; run the same command again to complete it`
    if (signal.aborted) throw new Failure(where, exitCodes.interrupted, error)
    if (sent.start > 0) note(`loam: ${where}`)
    throw error
  } finally {
    dispose()
  }
}

function mapperFor(
  options: ImportOptions,
  fields: readonly Field[],
  head: readonly Line[],
): (line: Line) => Mapped {
  if (options.raw) return (line) => readRawRecord(line, fields)
  return createMapper(planMapping({ ...options, externalId: options.externalId }, fields, head), fields)
}

const problemIn = (line: Line) => ("problem" in line ? line.problem : "")

async function* chain<Item>(first: readonly Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first
  yield* rest
}

/** Ctrl-C ends the import after the request in hand; a second one ends the process. */
function onInterrupt(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController()
  const stop = () => controller.abort(new Failure("stopped", exitCodes.interrupted))
  process.once("SIGINT", stop)
  process.once("SIGTERM", stop)
  return {
    signal: controller.signal,
    dispose: () => {
      process.off("SIGINT", stop)
      process.off("SIGTERM", stop)
    },
  }
}

interface Report {
  readonly json: boolean
  readonly errors: RowErrors
  readonly errorsPath: string
  readonly remote: RemoteFeedbackDataset
  readonly dryRun: boolean
}

function report(result: Outcome, { json, errors, errorsPath, remote, dryRun }: Report): void {
  const refused = errors.count()
  const { rows, created, updated, unchanged } = result
  if (refused > 0) process.exitCode = exitCodes.someRowsFailed
  if (json) {
    printJson({
      dataset: remote.name,
      dataset_id: remote.id,
      dry_run: dryRun,
      rows,
      created: dryRun ? 0 : created,
      updated,
      unchanged,
      refused,
      errors: refused > 0 ? errorsPath : null,
    })
    return
  }
  if (dryRun)
    print(`${rows} rows checked: ${created} fit '${remote.name}', ${refused} do not. Nothing was sent.`)
  else
    print(
      `${rows} rows: ${created} new, ${updated} brought up to date, ${unchanged} there already, ${refused} refused.`,
    )
  if (refused === 0) return
  for (const sentence of errors.first) note(`  ${sentence}`)
  note(`All ${refused} refused rows, with the reasons: ${errorsPath}`)
}
