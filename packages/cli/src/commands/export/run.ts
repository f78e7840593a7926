/** The course of an export: stream the rows, then ask what was left out and list it. */
import { rm, writeFile } from "node:fs/promises"
import type { ExportCheck } from "@loam/schema"
import type { ExportQuery } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, printJson } from "../../output.ts"
import { startProgress } from "../../progress.ts"
import type { ExportOptions } from "./index.ts"
import { openOutput } from "./write-file.ts"

export async function runExport(options: ExportOptions, command: Command): Promise<void> {
  const { json } = globals(command)
  const remote = await openDataset(command, options.dataset, options)
  const query = queryOf(options)
  const { stream } = await remote.export(query)
  const toScreen = options.output === "-"
  const bar = startProgress(undefined, json || (toScreen && process.stdout.isTTY === true))
  const output = openOutput(options.output)
  try {
    await output.take(stream, (rows) => bar.update(0, `${rows.toLocaleString("en")} rows`))
  } finally {
    bar.stop()
  }
  const check = await remote.checkExport(query)
  const reportPath = options.report ?? (toScreen ? undefined : `${options.output}.report.json`)
  const written = await writeReport(check, reportPath)
  if (check.refused.length > 0) process.exitCode = exitCodes.someRowsFailed
  const { rows } = output
  // The rows themselves went to standard output: a summary would spoil them.
  if (json && !toScreen)
    printJson({ output: options.output, rows: rows(), report: written, ...summaryOf(check) })
  else if (!json) tell(check, rows(), options.output, written)
}

function queryOf({ task, format, prompt, answer, map, status }: ExportOptions): ExportQuery {
  return {
    task,
    ...(format === undefined ? {} : { format }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(answer === undefined ? {} : { answer }),
    ...(map.length === 0 ? {} : { map: [...map] }),
    ...(status === undefined ? {} : { status }),
  }
}

const summaryOf = ({ task, format, mapping, records, reasons, refused, findings }: ExportCheck) => ({
  task,
  format,
  mapping,
  records,
  refused: refused.length,
  reasons,
  findings,
})

/** Answers where the report is; none is written where nothing was refused or doubted. */
async function writeReport(check: ExportCheck, path: string | undefined): Promise<string | null> {
  if (path === undefined) return null
  if (check.refused.length === 0 && check.findings.length === 0) {
    // A report of an earlier export would speak of another file.
    await rm(path, { force: true })
    return null
  }
  await writeFile(path, `${JSON.stringify(check, null, 2)}\n`)
  return path
}

/** Sentences shown of each kind; the rest is in the report. */
const shown = 3

function tell(check: ExportCheck, rows: number, output: string, report: string | null): void {
  const { records, refused, findings, task, format, reasons } = check
  const place = output === "-" ? "" : ` to ${output}`
  note(`${rows} rows${place} (${task}, ${format}) from ${records} records.`)
  if (rows !== check.rows) note("The dataset changed meanwhile: what follows is about how it is now.")
  for (const [reason, count] of Object.entries(reasons)) note(`  ${count} × ${reason}`)
  for (const { record_id, external_id, sentence, remedy } of refused.slice(0, shown))
    note(`  left out: record ${external_id ?? record_id}: ${sentence} ${remedy}`)
  for (const { severity, sentence, remedy } of findings.slice(0, shown))
    note(`  ${severity}: ${sentence} ${remedy}`)
  if (report !== null) note(`All of it: ${report}`)
}
