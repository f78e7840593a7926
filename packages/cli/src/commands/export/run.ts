/** The course of an export: stream the rows, then ask what was left out and list it. */
import { rm, writeFile } from "node:fs/promises"
import type { ExportCheck } from "@loam/schema"
import type { ExportQuery } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, printJson } from "../../output.ts"
import { startProgress } from "../../progress.ts"
import { checkGates } from "./gates.ts"
import type { ExportOptions } from "./index.ts"
import { refuseOther, repeated, writeManifest } from "./manifest.ts"
import { runFolder } from "./run-folder.ts"
import { openOutput } from "./write-file.ts"

export async function runExport(options: ExportOptions, command: Command): Promise<void> {
  const { json } = globals(command)
  const toScreen = options.output === "-"
  const toFolder = options.folder !== undefined || options.pushToHub !== undefined
  const remote = await openDataset(command, options.dataset, options)
  if (options.check !== undefined) {
    const only = toScreen && !toFolder
    if (!(await checkGates(remote, options.check, { json, only })) || only) return
  }
  if (toFolder) return runFolder(options, command, queryOf(options))
  const again = options.repeat === undefined ? undefined : await repeated(remote, options.repeat)
  const query = again?.query ?? queryOf(options)
  const { stream, as_of } = await remote.export(query)
  // Everything has as many rows as there are records; how many a trainer gets shows at the end.
  const whole = query.task === "raw" && !query.status && !query.where && !query.as_of && !query.split
  const expected = whole ? (await remote.progress()).total : undefined
  const bar = startProgress(expected, json || (toScreen && process.stdout.isTTY === true))
  const output = openOutput(options.output)
  try {
    await output.take(stream, (count) => bar.update(count, `${count.toLocaleString("en")} rows`))
  } finally {
    bar.stop()
  }
  // Going through it a second time tells what was left out: for raw exports that is nothing, as a rule.
  const complete = options.parquet !== true && output.rows() === expected
  const withManifest = !toScreen && options.manifest
  const audit =
    complete && !withManifest
      ? undefined
      : await remote.checkExport({ ...query, ...(as_of ? { as_of } : {}) })
  const check = complete ? undefined : audit
  // Rows of Parquet cannot be counted as they pass.
  const rows = options.parquet === true && check ? check.rows : output.rows()
  if (again && !toScreen) await refuseOther(options.output, again.manifest)
  if (audit && withManifest) await writeManifest(options.output, audit, rows)
  const reportPath = options.report ?? (toScreen ? undefined : `${options.output}.report.json`)
  const report = await writeReport(check, reportPath)
  if (check && check.refused.length > 0) process.exitCode = exitCodes.someRowsFailed
  const place = { output: options.output, rows, report }
  // The rows themselves went to standard output: a summary would spoil them.
  if (json && !toScreen) printJson({ ...summaryOf(check), ...place })
  else if (!json) tell(check, place)
}

function queryOf(options: ExportOptions): ExportQuery {
  const { task, format, prompt, answer, map, status, parquet, splits, seed, split, where, unify, asOf } =
    options
  return {
    task,
    ...(format === undefined ? {} : { format }),
    ...(prompt === undefined ? {} : { prompt }),
    ...(answer === undefined ? {} : { answer }),
    ...(map.length === 0 ? {} : { map: [...map] }),
    ...(status === undefined ? {} : { status }),
    ...(parquet ? { container: "parquet" as const } : {}),
    ...(splits === undefined ? {} : { splits }),
    ...(split === undefined ? {} : { split }),
    ...(where === undefined ? {} : { where }),
    ...(unify.length === 0 ? {} : { unify: [...unify] }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(seed === undefined ? {} : { seed }),
  }
}

const summaryOf = (check: ExportCheck | undefined) =>
  check ? { ...check, refused: check.refused.length } : { task: "raw", format: "records", refused: 0 }

/** Answers where the report is; none is written where nothing was refused or doubted. */
async function writeReport(check: ExportCheck | undefined, path: string | undefined): Promise<string | null> {
  if (path === undefined) return null
  if (!check || (check.refused.length === 0 && check.findings.length === 0)) {
    // A report of an earlier export would speak of another file.
    await rm(path, { force: true })
    return null
  }
  await writeFile(path, `${JSON.stringify(check, null, 2)}\n`)
  return path
}

interface Place {
  readonly output: string
  readonly rows: number
  readonly report: string | null
}

/** Sentences shown of each kind; the rest is in the report. */
const shown = 3

function tell(check: ExportCheck | undefined, { output, rows, report }: Place): void {
  const place = output === "-" ? "" : ` to ${output}`
  if (!check) {
    note(`${rows} rows${place} (raw): every record.`)
    return
  }
  const { records, refused, findings, task, format, reasons } = check
  note(`${rows} rows${place} (${task}, ${format}) from ${records} records.`)
  if (rows !== check.rows) note("The dataset changed meanwhile: what follows is about how it is now.")
  for (const [reason, count] of Object.entries(reasons)) note(`  ${count} × ${reason}`)
  for (const { record_id, external_id, sentence, remedy } of refused.slice(0, shown))
    note(`  left out: record ${external_id ?? record_id}: ${sentence} ${remedy}`)
  for (const { severity, sentence, remedy } of findings.slice(0, shown))
    note(`  ${severity}: ${sentence} ${remedy}`)
  if (report !== null) note(`All of it: ${report}`)
}
