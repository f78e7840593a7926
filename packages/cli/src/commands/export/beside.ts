/** Files beside an exported one: its report, where its rows come from, and what its trainer wants to be told. */
import { readFile, rm, writeFile } from "node:fs/promises"
import { basename, dirname, extname, join } from "node:path"
import { type ExportCheck, limits } from "@loam/schema"
import type { ExportQuery, RemoteFeedbackDataset } from "@loam/sdk"
import { companionsOf, findTask } from "@loam/training"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { note } from "../../output.ts"
import { openOutput } from "./write-file.ts"

/** Entries of others stay: LLaMA-Factory has one registry for all files of a folder. */
async function withEntries(path: string, content: string): Promise<string> {
  const before = await readFile(path, "utf8").catch(() => undefined)
  if (before === undefined) return content
  try {
    return `${JSON.stringify({ ...JSON.parse(before), ...JSON.parse(content) }, null, 2)}\n`
  } catch {
    throw new Failure(`${path} is not JSON: mend it, or move it away`, exitCodes.usage)
  }
}

/** Answers the files that were written. */
export async function writeCompanions(
  output: string,
  { task, format }: Pick<ExportCheck, "task" | "format">,
): Promise<string[]> {
  const file = basename(output)
  const name = basename(output, extname(output))
  const written = []
  for (const companion of companionsOf(findTask(task).kind, format, name, file)) {
    const registry = companion.name === "dataset_info.json"
    const path = registry ? join(dirname(output), companion.name) : `${output}.${companion.name}`
    await writeFile(path, registry ? await withEntries(path, companion.content) : companion.content)
    written.push(path)
  }
  return written
}

/** Answers where the report is; none is written where nothing was refused or doubted. */
export async function writeReport(
  check: ExportCheck | undefined,
  path: string | undefined,
): Promise<string | null> {
  if (path === undefined) return null
  if (!check || (check.refused.length === 0 && check.findings.length === 0)) {
    // A report of an earlier export would speak of another file.
    await rm(path, { force: true })
    return null
  }
  await writeFile(path, `${JSON.stringify(check, null, 2)}\n`)
  return path
}

async function save(remote: RemoteFeedbackDataset, query: ExportQuery, path: string): Promise<void> {
  const { stream } = await remote.export(query)
  await openOutput(path).take(stream, () => undefined)
}

/** Where every row comes from, line by line. */
export async function writeSources(
  remote: RemoteFeedbackDataset,
  query: ExportQuery,
  path: string | undefined,
): Promise<void> {
  if (path !== undefined) await save(remote, { ...query, container: "sources" }, path)
}

/** A report lists the first thousand refused rows; where there are more, all of them go to a file of their own. */
export async function writeFindings(
  remote: RemoteFeedbackDataset,
  query: ExportQuery,
  check: ExportCheck | undefined,
  report: string | null,
): Promise<string | null> {
  if (report === null || check === undefined || check.refused.length < limits.refusedRows) return null
  const path = `${report.replace(/(\.report)?\.json$/, "")}.findings.jsonl`
  await save(remote, { ...query, container: "findings" }, path)
  return path
}

/** Sentences shown of each kind; the rest is in the report. */
const shown = 3

/** What is worth saying of the rows that were written and those that were not. */
export function tellCheck(check: ExportCheck, places: readonly (string | null)[]): void {
  const { refused, findings, licence_findings, reasons, tokens } = check
  for (const [reason, count] of Object.entries(reasons)) note(`  ${count} × ${reason}`)
  if (tokens)
    note(`  tokens a row: half up to ${tokens.p50}, 95 % up to ${tokens.p95}, the longest ${tokens.longest}`)
  for (const { record_id, external_id, sentence, remedy } of refused.slice(0, shown))
    note(`  left out: record ${external_id ?? record_id}: ${sentence} ${remedy}`)
  for (const { severity, sentence, remedy } of [...findings.slice(0, shown), ...licence_findings])
    note(`  ${severity}: ${sentence} ${remedy}`)
  const files = places.filter((place) => place !== null)
  if (files.length > 0) note(`All of it: ${files.join(", ")}`)
}
