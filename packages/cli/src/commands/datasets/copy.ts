/** `loam datasets copy` */
import { findWorkspace } from "@loam/sdk"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, print, printJson } from "../../output.ts"
import { collect } from "../insights/options.ts"

interface CopyOptions {
  readonly workspace?: string
  readonly to?: string
  readonly where?: string
  readonly unify: readonly string[]
  readonly with: readonly string[]
}

type Along = "responses" | "suggestions" | "vectors"

export function addDatasetsCopy(datasets: Command): void {
  datasets
    .command("copy <dataset> <name>")
    .description("a new dataset with the same settings and the records that pass an expression")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option("--to <workspace>", "where the copy goes (default: the same workspace)")
    .option("--where <expression>", "only records that pass, see loam select")
    .option("--unify <question=policy>", "what consensus values in it are by", collect, [])
    .option("--with <what>", "responses, suggestions or vectors; may be given several times", collect, [])
    .action(async (from: string, name: string, options: CopyOptions, command: Command) => {
      const { to, where, unify, with: along } = options
      const remote = await openDataset(command, from, options)
      const target = to === undefined ? undefined : await findWorkspace(remote.client, to)
      const copied = await remote.copy({
        name,
        where,
        workspace_id: target?.id,
        // The server names what there is.
        with: along as Along[],
        ...(unify.length === 0 ? {} : { unify: [...unify] }),
      })
      if (globals(command).json) return printJson(copied)
      const { records, responses, suggestions } = copied
      print(`'${name}' has ${records} records, ${responses} responses and ${suggestions} suggestions.`)
    })
}
