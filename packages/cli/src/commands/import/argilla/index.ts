/** `loam import argilla`: everything of a running Argilla comes here. */
import { type Command, Option } from "commander"
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"
import { runArgillaImport } from "./run.ts"

const names = (value: string | undefined) => (value ?? "").split(",").filter(Boolean)

/** Those that the commands above know too are parsed there, and found among all the options. */
interface AllOptions {
  readonly url?: string
  readonly apiKey?: string
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
      "bring users, datasets, records and everybody's answers from a running Argilla, or another Loam",
    )
    .option("--url <address>", "where the Argilla is; here it is the source")
    .option(
      "--api-key <key>",
      "of an owner there (or LOAM_SOURCE_API_KEY, which others cannot see in the process list)",
    )
    .option("--into <address>", "this Loam (default: LOAM_API_URL, else where you signed in last)")
    .option("--workspace <names>", "only these workspaces, with commas between")
    .option("--dataset <names>", "only these datasets, with commas between")
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
  loam import argilla --url http://argilla.example:6900 --api-key owner.apikey --workspace team-a,team-b`,
    )
    .action((_: unknown, own: Command) => {
      const { url, apiKey = process.env.LOAM_SOURCE_API_KEY, ...rest } = own.optsWithGlobals<AllOptions>()
      if (!url || !apiKey) throw new Failure("give --url and --api-key of the Argilla", exitCodes.usage)
      return runArgillaImport({
        ...rest,
        url,
        apiKey,
        into: rest.into,
        report: rest.report,
        workspaces: names(rest.workspace),
        datasets: names(rest.dataset),
        dryRun: rest.dryRun === true,
        json: rest.json === true,
      })
    })
}
