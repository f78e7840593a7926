/** The course of an import: read, map, send, list what was refused. */
import { basename } from "node:path"
import { type RemoteFeedbackDataset, type StreamResult, streamRecords } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson } from "../../output.ts"
import { type ProgressBar, startProgress } from "../../progress.ts"
import type { ImportOptions } from "./index.ts"
import { type Input, openInput } from "./lines.ts"
import { createRowErrors, type RowErrors } from "./row-errors.ts"
import { openSource } from "./source.ts"

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

async function transfer(
  input: Input,
  remote: RemoteFeedbackDataset,
  options: ImportOptions,
  errors: RowErrors,
  bar: ProgressBar,
): Promise<Outcome> {
  const source = await openSource(input.stream, remote.fields, options, errors.add)
  if (options.dryRun) {
    let created = 0
    for await (const _ of source.records()) created += 1
    return { rows: source.rows(), created, updated: 0, unchanged: 0, failed: 0 }
  }
  const { signal, dispose } = onInterrupt()
  try {
    const result = await streamRecords(remote.client, remote.id, source.records(), {
      signal,
      onFailure: async ({ line, error }) => {
        const refused = source.lineOf(line - 1)
        if (refused) await errors.add(refused, error)
      },
      onProgress: ({ done }) => {
        source.settle(done)
        bar.update(input.bytesRead(), `${done.toLocaleString("en")} rows, ${errors.count()} refused`)
      },
    })
    return { rows: source.rows(), ...result }
  } catch (error) {
    const done = source.settled().toLocaleString("en")
    const where = `stopped after ${done} rows or more; run the same command again to complete it`
    if (signal.aborted) throw new Failure(where, exitCodes.interrupted, error)
    if (source.settled() > 0) note(`loam: ${where}`)
    throw error
  } finally {
    dispose()
  }
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
