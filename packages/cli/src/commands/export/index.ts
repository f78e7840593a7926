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
}

const collect = (value: string, before: readonly string[]) => [...before, value]

export function addExport(program: Command): void {
  program
    .command("export")
    .description("write a dataset as JSON lines: everything, or rows for a trainer")
    .requiredOption("-d, --dataset <name>", "name or id of the dataset")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option("--task <task>", "what the rows are for: raw (everything, lossless) or sft", "raw")
    .option(
      "--format <format>",
      "shape of the rows; for sft prompt-completion or messages (default: the task's first)",
    )
    .option("--prompt <name>", "field that holds the prompt, where there are several")
    .option("--answer <name>", "question that holds the answer, where there are several")
    .option("--map <part=name>", "any other part of the task; may be given several times", collect, [])
    .addOption(
      new Option("--status <status>", "only records of this status").choices(["completed", "pending"]),
    )
    .option("-o, --output <file>", "where the rows go; - for standard output", "-")
    .option("--report <file>", "where it is listed what was left out (default: <output>.report.json)")
    .addHelpText(
      "after",
      `
Each row is held against the trainer's own rules before it is written. What had to be left out is listed with record, reason
and remedy in the report, and the exit code is 5. The file appears under its name when it is whole.

Examples:
  loam export -d demonstrations -o everything.jsonl
  loam export -d demonstrations --task sft --format messages -o train.jsonl
  loam export -d demonstrations --task sft | head`,
    )
    .action((options: ExportOptions, command: Command) => runExport(options, command))
}
