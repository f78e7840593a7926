/** `loam export`: a dataset becomes a file somebody trains on. */
import { type Command, Option } from "commander"
import { runExport } from "./run.ts"

export interface ExportOptions {
  readonly dataset: string
  readonly workspace?: string
  readonly task: string
  readonly format?: string
  readonly prompt?: string
  readonly answer?: string
  readonly map: readonly string[]
  readonly status?: "completed" | "pending"
  readonly output: string
  readonly report?: string
  readonly splits?: string
  readonly seed?: string
  readonly parquet?: boolean
  readonly where?: string
  readonly unify: readonly string[]
  readonly split?: string
  readonly stratified?: boolean
  readonly option: readonly string[]
  readonly answers: readonly string[]
  readonly lint: readonly string[]
  readonly tokenizer?: string
  readonly maxTokens?: string
  readonly tooLong?: string
  readonly contamination: readonly string[]
  readonly sources?: string
  readonly asOf?: string
  readonly manifest: boolean
  readonly repeat?: string
  readonly check?: string
  readonly folder?: string
  readonly pushToHub?: string
  readonly private?: boolean
  readonly token?: string
}

const collect = (value: string, before: readonly string[]) => [...before, value]

export function addExport(program: Command): void {
  program
    .command("export")
    .description("write a dataset as a file: everything, or rows for a trainer")
    .requiredOption("-d, --dataset <name>", "name or id of the dataset")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option("--task <task>", "what the rows are for: raw (everything, lossless), sft, preference, …", "raw")
    .option(
      "--format <format>",
      "whose shape the rows have, such as messages or axolotl (default: the task's first)",
    )
    .option("--prompt <name>", "field that holds the prompt, where there are several")
    .option("--answer <name>", "question that holds the answer, where there are several")
    .option("--map <part=name>", "any other part of the task; may be given several times", collect, [])
    .addOption(
      new Option("--status <status>", "only records of this status").choices(["completed", "pending"]),
    )
    .option("-o, --output <file>", "where the rows go; - for standard output", "-")
    .option("--report <file>", "where it is listed what was left out (default: <output>.report.json)")
    .option("--splits <shares>", "splits by prompt, such as train=0.9,test=0.1")
    .option("--seed <text>", "keeps the splits as they are when records are added (default: 0)")
    .option("--split <name>", "only this one of the splits")
    .option("--stratified", "splits keep the shares of the labels")
    .option(
      "--option <name=value>",
      "an option of the task or format, such as margin=llama2-small; may be given several times",
      collect,
      [],
    )
    .option(
      "--answers <name=value>",
      "which answers make rows, such as suggestions=fallback; may be given several times",
      collect,
      [],
    )
    .option(
      "--lint <name=value>",
      "what is done about a finding, such as duplicates=refuse (refuse, warn, off); may be given several times",
      collect,
      [],
    )
    .option(
      "--tokenizer <path>",
      "counts tokens: a Hugging Face tokenizer.json, its folder, or a name in the workspace",
    )
    .option("--max-tokens <count>", "the longest row, with --tokenizer")
    .addOption(
      new Option("--too-long <what>", "with --max-tokens: what is done about longer rows").choices([
        "refuse",
        "truncate",
        "warn",
        "off",
      ]),
    )
    .option(
      "--contamination <file>",
      "texts that must not be trained on: .jsonl, .json, .txt with one a line, or a name in the workspace; may be given several times",
      collect,
      [],
    )
    .option("--sources <file>", "where it is listed which record and answers each row comes from")
    .option("--where <expression>", "only records that pass, such as 'quality.mean >= 4', see loam select")
    .option(
      "--unify <question=policy>",
      "one answer a record, by this policy; 'default' for the suggested ones; may be given several times",
      collect,
      [],
    )
    .option("--as-of <moment>", "what was there at this moment, such as 2026-01-31T12:00:00Z")
    .option("--no-manifest", "write no manifest beside the file")
    .option("--repeat <manifest>", "the export of this manifest again, byte for byte, or what changed")
    .option("--check <gates.yaml>", "first hold the dataset to these limits; exit code 7 where it fails")
    .option("--parquet", "one Parquet file instead of lines of JSON")
    .option("--folder <folder>", "a Hugging Face dataset folder: Parquet shards of every split and a card")
    .option(
      "--push-to-hub <org/name>",
      "the same folder as a dataset on the Hugging Face Hub (HF_ENDPOINT names another)",
    )
    .option("--private", "with --push-to-hub: a repository that is made is private")
    .option("--token <token>", "with --push-to-hub: a token that may write there (better: HF_TOKEN)")
    .addHelpText(
      "after",
      `
Each row is held against the trainer's own rules before it is written. What had to be left out is listed with record, reason
and remedy in the report, and the exit code is 5. The file appears under its name when it is whole. Files that a trainer
wants beside it (LLaMA-Factory's dataset_info.json, an Axolotl config) are written too. Tokenizers and lists are kept in
the workspace under their file's name, so that the next export may name them. Tasks, formats, options: docs/export-formats.md.

A file of gates (alone, --check only measures; with a file to write, nothing is written when one fails):

  gates:
    - {gate: agreement, question: topic, measure: alpha, at_least: 0.6}
    - {gate: gold_accuracy, question: topic, gold: metadata.gold, at_least: 0.9}
    - {gate: resolved, question: topic, policy: majority, at_least: 0.95}
    - {gate: completeness, at_least: 1}
    - {gate: records, where: "quality.mean >= 4", at_least: 500}

Examples:
  loam export -d demonstrations -o everything.jsonl
  loam export -d demonstrations --task sft --format messages -o train.jsonl
  loam export -d demonstrations --task sft | head
  loam export -d pairs --task preference --format trl-chat --option margin=llama2-small -o pairs.jsonl
  loam export -d demonstrations --task sft --format messages --tokenizer models/llama --max-tokens 4096 \
    --too-long truncate --contamination gsm8k.jsonl -o train.jsonl
  loam export -d demonstrations --task sft --format messages --push-to-hub my-team/demonstrations --private`,
    )
    .action((options: ExportOptions, command: Command) => runExport(options, command))
}
