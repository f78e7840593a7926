/** `loam consensus`: one answer a record, worked out anew or kept on the server in versions. */
import type { Command } from "commander"
import { type AboutOptions, aboutQuestion } from "../insights/options.ts"
import { runLive } from "./live.ts"
import { addStored } from "./stored.ts"

export interface ConsensusOptions extends AboutOptions {
  readonly policy?: string
  readonly gold?: string
  readonly goldFile?: string
  readonly id?: string
  readonly value?: string
}

export function addConsensus(program: Command): void {
  const consensus = aboutQuestion(
    program
      .command("consensus")
      .description("one answer a record, with confidence; how often it is right; or kept, in versions"),
  )
    .option("--policy <policy>", "majority, dawid_skene:smoothing=1, … (default: the type's first)")
    .option(
      "--gold <where>",
      "compare with right answers instead: metadata.key, suggestion, or suggestion:agent",
    )
    .option("--gold-file <file>", "compare with a column of a JSON lines file instead")
    .option("--id <column>", "of that file: ids or external ids of records (default: external_id, else id)")
    .option("--value <column>", "of that file: the right answers (default: the question's name, else gold)")
    .addHelpText(
      "after",
      `
Examples:
  loam consensus -d answers --question topic --policy dawid_skene
  loam consensus -d answers --question topic --gold metadata.gold
  loam consensus compute -d answers --question topic --policy dawid_skene
  loam consensus compare 2 -d answers --question topic
  loam export -d answers --unify topic=stored --task text-classification -o train.jsonl`,
    )
    .action((options: ConsensusOptions, command: Command) => runLive(options, command))
  addStored(consensus)
}
