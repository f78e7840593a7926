/** `loam consensus`: one answer a record, by a named policy. */
import type { ConsensusItem } from "@loam/schema"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson, table } from "../../output.ts"
import { type AboutOptions, aboutQuestion, columnOf, figure } from "./options.ts"

interface ConsensusOptions extends AboutOptions {
  readonly policy?: string
  readonly gold?: string
}

export function addConsensus(program: Command): void {
  aboutQuestion(
    program
      .command("consensus")
      .description("one answer a record, with confidence; or how often it is right"),
  )
    .option("--policy <policy>", "majority, dawid_skene:smoothing=1, … (default: the type's first)")
    .option("--gold <metadata.key>", "compare with right answers that came with the records instead")
    .action((options: ConsensusOptions, command: Command) =>
      options.gold === undefined ? list(options, command) : compare(options, options.gold, command),
    )
}

const columns = [
  columnOf<ConsensusItem>("record", ({ external_id, record_id }) => external_id ?? record_id),
  columnOf<ConsensusItem>("answer", ({ value, values, status }) =>
    status === "abstained" ? "–" : JSON.stringify(status === "kept_all" ? values : value),
  ),
  columnOf<ConsensusItem>("confidence", ({ confidence }) => figure(confidence)),
  columnOf<ConsensusItem>("people", ({ contributors }) => contributors.length),
  columnOf<ConsensusItem>("remark", ({ reason }) => reason),
]

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
  if (!json) print(table(items, columns))
}

async function compare(options: ConsensusOptions, gold: string, command: Command): Promise<void> {
  const { dataset, question, policy, ...place } = options
  const remote = await openDataset(command, dataset, place)
  const found = await remote.gold({ question, policy, gold })
  if (globals(command).json) return printJson(found)
  const { accuracy, with_gold, abstained } = found
  note(`${with_gold} records have a right answer; on ${abstained} of them the policy abstained.`)
  const interval = "low" in accuracy ? ` (${figure(accuracy.low)} to ${figure(accuracy.high)})` : ""
  print(`${accuracy.hits} of ${accuracy.trials} right: ${figure(accuracy.value)}${interval}`)
}
