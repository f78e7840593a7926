/** The course of an export: stream the rows, then ask what was left out and list it. */
import type { ExportCheck } from "@loam/schema"
import type { ExportQuery, RemoteFeedbackDataset } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, printJson } from "../../output.ts"
import { startProgress } from "../../progress.ts"
import { aidsOf } from "./aids.ts"
import { tellCheck, writeCompanions, writeFindings, writeReport, writeSources } from "./beside.ts"
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
  const again = options.repeat === undefined ? undefined : await repeated(remote, options.repeat)
  const query = again?.query ?? (await queryOf(remote, options))
  if (toFolder) return runFolder(options, command, query, again?.manifest)
  const { stream, as_of } = await remote.export(query)
  // Everything has as many rows as there are records; how many a trainer gets shows at the end.
  const whole = query.task === "raw" && !query.status && !query.where && !query.as_of && !query.split
  const expected = whole ? (await remote.progress()).total : undefined
  const bar = startProgress(expected, json || (toScreen && process.stdout.isTTY === true))
  const output = openOutput(options.output)
  // Rows of Parquet cannot be counted as they pass.
  const binary = query.container === "parquet"
  try {
    await output.take(stream, (count, bytes) =>
      bar.update(count, binary ? `${(bytes / 1e6).toFixed(1)} MB` : `${count.toLocaleString("en")} rows`),
    )
  } finally {
    bar.stop()
  }
  const same = { ...query, ...(as_of ? { as_of } : {}) }
  await writeSources(remote, same, options.sources)
  // Going through it a second time tells what was left out: for raw exports that is nothing, as a rule.
  const complete = !binary && output.rows() === expected
  const withManifest = !toScreen && options.manifest
  const audit = complete && !withManifest ? undefined : await remote.checkExport(same)
  const check = complete ? undefined : audit
  const rows = binary && check ? check.rows : output.rows()
  if (again && !toScreen) await refuseOther(options.output, again.manifest)
  if (audit && withManifest) await writeManifest(options.output, audit, rows)
  const companions = audit && !toScreen ? await writeCompanions(options.output, audit) : []
  const reportPath = options.report ?? (toScreen ? undefined : `${options.output}.report.json`)
  const report = await writeReport(check, reportPath)
  const findings = await writeFindings(remote, same, check, report)
  if (check && check.refused.length > 0) process.exitCode = exitCodes.someRowsFailed
  const place = { output: options.output, rows, report, findings, companions }
  // The rows themselves went to standard output: a summary would spoil them.
  if (json && !toScreen) printJson({ ...summaryOf(check), ...place })
  else if (!json) tell(check, place)
}

/** `--max-tokens` and `--too-long` are the linter's settings by names of their own. */
function lintOf({ lint, maxTokens, tooLong }: ExportOptions): string[] {
  return [
    ...lint,
    ...(maxTokens === undefined ? [] : [`max_tokens=${maxTokens}`]),
    ...(tooLong === undefined ? [] : [`too_long=${tooLong}`]),
  ]
}

const listed = (name: string, values: readonly string[]) =>
  values.length === 0 ? {} : { [name]: [...values] }

async function queryOf(remote: RemoteFeedbackDataset, options: ExportOptions): Promise<ExportQuery> {
  const { task, format, prompt, answer, map, status, parquet, splits, seed, split, where, unify, asOf } =
    options
  return {
    task,
    ...given({ format, prompt, answer, status, splits, split, where, seed, as_of: asOf }),
    ...(parquet ? { container: "parquet" as const } : {}),
    ...(options.stratified ? { stratified: true } : {}),
    ...listed("map", map),
    ...listed("unify", unify),
    ...listed("option", options.option),
    ...listed("answers", options.answers),
    ...listed("lint", lintOf(options)),
    ...(await aidsOf(remote, options)),
  }
}

/** Without the members that have no value. */
function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Only members without a value are gone, which the type says.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never
}

const summaryOf = (check: ExportCheck | undefined) =>
  check ? { ...check, refused: check.refused.length } : { task: "raw", format: "records", refused: 0 }

interface Place {
  readonly output: string
  readonly rows: number
  readonly report: string | null
  readonly findings: string | null
  readonly companions: readonly string[]
}

function tell(check: ExportCheck | undefined, { output, rows, report, findings, companions }: Place): void {
  const place = output === "-" ? "" : ` to ${output}`
  if (!check) {
    note(`${rows} rows${place} (raw): every record.`)
    return
  }
  const { records, task, format } = check
  note(`${rows} rows${place} (${task}, ${format}) from ${records} records.`)
  if (rows !== check.rows) note("The dataset changed meanwhile: what follows is about how it is now.")
  tellCheck(check, [report, findings])
  if (companions.length > 0) note(`For the trainer: ${companions.join(", ")}`)
}
