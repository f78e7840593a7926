/** `loam import argilla`: everything of a running Argilla comes here, or what its package wrote to files. */
import { type Command, Option } from "commander"
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"
import type { AnswerStatus } from "./files/answer-status.ts"
import { runArgillaImport } from "./run.ts"

const names = (value: string | undefined) => (value ?? "").split(",").filter(Boolean)

/** Those that the commands above know too are parsed there, and found among all the options. */
interface AllOptions {
  readonly url?: string
  readonly apiKey?: string
  readonly from?: string
  readonly subset?: string
  readonly split?: string
  readonly settings?: string
  readonly settingsOnly?: boolean
  readonly mapUsers?: string
  readonly unknownStatus: AnswerStatus
  readonly workspace?: string
  readonly dataset?: string
  readonly into?: string
  readonly links: string
  readonly report?: string
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly onUserClash: "same" | "rename" | "stop"
  readonly onDatasetClash: "stop" | "rename" | "skip"
}

export function addArgillaImport(command: Command): void {
  command
    .command("argilla")
    .description(
      "bring users, datasets, records and everybody's answers from a running Argilla, another Loam, or files of argilla",
    )
    .option("--url <address>", "where the Argilla is; here it is the source")
    .option(
      "--api-key <key>",
      "of an owner there (or LOAM_SOURCE_API_KEY, which others cannot see in the process list)",
    )
    .option(
      "--from <what>",
      "instead: a folder or file that argilla wrote, or a Hub dataset (HF_TOKEN if private)",
    )
    .option("--into <address>", "this Loam (default: LOAM_API_URL, else where you signed in last)")
    .option("--workspace <names>", "only these workspaces, with commas between; of files: where they go")
    .option("--dataset <names>", "only these datasets, with commas between; of files: what it is called here")
    .option("--subset <name>", "of a Hub dataset with several")
    .option("--split <name>", "of a Hub dataset with several")
    .option("--settings <file>", "settings.json for a file of records alone")
    .option("--settings-only", "of files: the dataset without its records")
    .option("--map-users <file>", 'who wrote the answers in files: {"<id there>": "<username here>"}')
    .addOption(
      new Option(
        "--unknown-status <status>",
        "of answers of which a file does not say whether they were submitted",
      )
        .choices(["submitted", "draft", "discarded"])
        .default("submitted"),
    )
    .addOption(
      new Option("--on-user-clash <what>", "a username is taken here: it is the same person, or not")
        .choices(["same", "rename", "stop"])
        .default("same"),
    )
    .addOption(
      new Option("--on-dataset-clash <what>", "a dataset's name is taken in the workspace here")
        .choices(["stop", "rename", "skip"])
        .default("stop"),
    )
    .option("--links <file>", "where links for choosing a password go", "password-links.jsonl")
    .option("--report <file>", "where the comparison goes as JSON, besides the screen")
    .option("--dry-run", "say what would be done and do nothing")
    .addHelpText(
      "after",
      `
Run it again at any time: what is here already is left alone, what is newer there is brought, and an answer that was given
here since is never undone. At the end both sides are read and compared; the exit code is 1 if they differ.

Examples:
  loam import argilla --url http://argilla.example:6900 --api-key owner.apikey --dry-run
  loam import argilla --url http://argilla.example:6900 --api-key owner.apikey --workspace team-a,team-b
  loam import argilla --from exported-folder --workspace team-a --map-users people.json
  loam import argilla --from organisation/dataset --workspace team-a`,
    )
    .action((_: unknown, own: Command) => {
      const { url, apiKey, from, dryRun = false, json = false, ...rest } = own.optsWithGlobals<AllOptions>()
      const { workspace, dataset, into, links, report, onUserClash, onDatasetClash } = rest
      const common = { into, links, report, onUserClash, onDatasetClash, dryRun, json }
      if (from === undefined)
        return runArgillaImport({
          ...common,
          origin: serverOf(url, apiKey ?? process.env.LOAM_SOURCE_API_KEY),
          workspaces: names(workspace),
          datasets: names(dataset),
        })
      if (url !== undefined) throw new Failure("give --url or --from, not both", exitCodes.usage)
      const { subset, split, settings, settingsOnly = false, mapUsers, unknownStatus } = rest
      const files = { subset, split, settings, settingsOnly, mapUsers, unknownStatus }
      return runArgillaImport({
        ...common,
        origin: { from, workspace, dataset, ...files },
        workspaces: [],
        datasets: [],
      })
    })
}

function serverOf(url: string | undefined, apiKey: string | undefined) {
  if (url && apiKey) return { url, apiKey }
  throw new Failure("give --url and --api-key of the Argilla, or --from a folder or file", exitCodes.usage)
}
