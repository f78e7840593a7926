/** `loam datasets history` and `loam datasets purge-history`: what is kept of earlier states, and forgetting it. */
import type { History, HistoryPurge } from "@loam/schema"
import type { Command } from "commander"
import { type DatasetOptions, openDataset } from "../../open-dataset.ts"
import { globals, print, printFacts, printJson } from "../../output.ts"
import { confirm } from "../../prompt.ts"

interface PurgeOptions extends DatasetOptions {
  readonly before?: string
  readonly record?: string
  readonly externalId?: string
  readonly yes?: boolean
}

export function addDatasetsHistory(datasets: Command): void {
  datasets
    .command("history <dataset>")
    .description("what is kept of earlier states of records, suggestions and answers, and what was purged")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .action((name: string, options: DatasetOptions, command: Command) => show(name, options, command))
  datasets
    .command("purge-history <dataset>")
    .description("forget earlier states and deleted records for good; exports of before are refused then")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option("--before <moment>", "only what was over by then (default: now)")
    .option("--record <id>", "only of this record, which may be deleted")
    .option("--external-id <id>", "the same, by the external id it had")
    .option("--yes", "do not ask")
    .action((name: string, options: PurgeOptions, command: Command) => purge(name, options, command))
}

const counted = ({
  records,
  suggestions,
  responses,
}: Pick<History, "records" | "suggestions" | "responses">) =>
  `${records} of records, ${suggestions} of suggestions, ${responses} of answers`

const told = ({ inserted_at, actor, record_id, events, ...counts }: HistoryPurge) =>
  `${inserted_at.slice(0, 19)} by ${actor?.username ?? "housekeeping"}: ${counted(counts)}, ${events} events emptied${record_id === null ? "" : ` (record ${record_id})`}`

async function show(name: string, options: DatasetOptions, command: Command): Promise<void> {
  const remote = await openDataset(command, name, options)
  const found = await remote.history()
  printFacts(globals(command).json, found, {
    "whole since": found.since ?? "its beginning",
    "earlier states": counted(found),
    "deleted records": found.deleted_records,
    purges: found.purges.map(told).join("\n") || "none",
  })
}

async function purge(name: string, options: PurgeOptions, command: Command): Promise<void> {
  const { before, record, externalId, yes, ...place } = options
  const remote = await openDataset(command, name, place)
  const found = await remote.history()
  const what = `Earlier states of '${remote.name}' (${counted(found)}) will be gone, and files of before cannot be made again.`
  await confirm(what, remote.name, yes === true)
  const purged = await remote.purgeHistory({ before, record_id: record, external_id: externalId })
  if (globals(command).json) return printJson(purged)
  print(told(purged))
}
