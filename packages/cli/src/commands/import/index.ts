/** `loam import`: the rows of a JSONL file become records. */
import { type Command, Option } from "commander"
import { addArgillaImport } from "./argilla/index.ts"
import { runImport } from "./run.ts"

const collect = (value: string, before: readonly string[]) => [...before, ...value.split(",").filter(Boolean)]
const collectOne = (value: string, before: readonly string[]) => [...before, value]

export interface ImportOptions {
  readonly dataset: string
  readonly workspace?: string
  readonly map: readonly string[]
  readonly metadata: readonly string[]
  readonly externalId?: string
  readonly errors?: string
  readonly raw?: boolean
  readonly dryRun?: boolean
}

export function addImport(program: Command): void {
  const command = program
    .command("import")
    .argument("[file]")
    .description("add the rows of a JSONL file (.jsonl, .jsonl.gz, - for standard input) to a dataset")
    .option("-d, --dataset <name>", "name or id of the dataset (needed)")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option(
      "--map <field=column>",
      "column for a field; may be given several times (default: the column of that name)",
      collectOne,
      [],
    )
    .option(
      "--metadata <columns>",
      "columns to keep as metadata, with commas between; * for all the others",
      collect,
      [],
    )
    .option("--external-id <column>", "column that tells rows apart (default: derived from the line)")
    .addOption(
      new Option("--raw", "rows are records, as `loam export --task raw` writes them").conflicts([
        "map",
        "metadata",
        "externalId",
      ]),
    )
    .option("--errors <file>", "where refused rows are listed (default: <file>.errors.jsonl)")
    .option("--dry-run", "check the rows against the dataset's fields and send nothing")
    .addHelpText(
      "after",
      `
Columns inside objects and lists are written with dots: --map prompt=messages.0.content
A line that is nothing but a text ("Why is the sky blue?") has one column: --map prompt=text
Good rows are kept when others are refused; each refused row is listed with its line, the reason and the row itself, and the
exit code is 5. A run that was interrupted is completed by running it again: rows are recognised by their external id, or,
without that option, by what the line says. Rows that are there already are brought up to date.

Examples:
  loam import prompts.jsonl --dataset demonstrations
  loam import data.jsonl.gz -d demonstrations --map prompt=instruction --metadata source,lang --external-id id`,
    )
    .action((file: string | undefined, options: Partial<ImportOptions>, own: Command) => {
      const { dataset } = options
      // Not demanded by the parser, because `import argilla` does without.
      if (file === undefined) own.error("error: missing required argument 'file'")
      if (dataset === undefined) own.error("error: required option '-d, --dataset <name>' not specified")
      return runImport(file, { ...(options as ImportOptions), dataset }, own)
    })
  addArgillaImport(command)
}
