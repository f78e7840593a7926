/** Consensus worked out anew: as a list, or compared with right answers. */
import type { ConsensusItem } from "@loam/schema"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson, table } from "../../output.ts"
import { figure } from "../insights/options.ts"
import { readGoldFile } from "./gold-file.ts"
import type { ConsensusOptions } from "./index.ts"
import { itemColumns } from "./items.ts"

export function runLive(options: ConsensusOptions, command: Command): Promise<void> {
  const withGold = options.gold !== undefined || options.goldFile !== undefined
  return withGold ? compare(options, command) : list(options, command)
}

async function list(
  { dataset, question, policy, ...place }: ConsensusOptions,
  command: Command,
): Promise<void> {
  const remote = await openDataset(command, dataset, place)
  const { json } = globals(command)
  const items: ConsensusItem[] = []
  for await (const item of remote.consensus({ question, policy })) {
    // One object a line: a dataset may be larger than memory.
    if (json) process.stdout.write(`${JSON.stringify(item)}\n`)
    else items.push(item)
  }
  if (!json) print(table(items, itemColumns))
}

async function compare(options: ConsensusOptions, command: Command): Promise<void> {
  const { dataset, question, policy, gold = "", goldFile, id, value, ...place } = options
  const remote = await openDataset(command, dataset, place)
  const source =
    goldFile === undefined ? { gold } : { values: await readGoldFile(goldFile, question, { id, value }) }
  const found = await remote.gold({ question, policy, ...source })
  if (globals(command).json) return printJson(found)
  const { accuracy, with_gold, abstained } = found
  note(`${with_gold} records have a right answer; on ${abstained} of them the policy abstained.`)
  const interval = "low" in accuracy ? ` (${figure(accuracy.low)} to ${figure(accuracy.high)})` : ""
  print(`${accuracy.hits} of ${accuracy.trials} right: ${figure(accuracy.value)}${interval}`)
}
