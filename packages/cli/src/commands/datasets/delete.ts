/** `loam datasets delete` */
import type { Command } from "commander"
import { type DatasetOptions, openDataset } from "../../open-dataset.ts"
import { globals, print, printJson } from "../../output.ts"
import { confirm } from "../../prompt.ts"

export function addDatasetsDelete(datasets: Command): void {
  datasets
    .command("delete <dataset>")
    .description("delete a dataset with its records and answers; there is no way back")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .option("--yes", "do not ask")
    .action((name: string, options: DatasetOptions & { yes?: boolean }, command: Command) =>
      remove(name, options, command),
    )
}

async function remove(
  name: string,
  options: DatasetOptions & { readonly yes?: boolean },
  command: Command,
): Promise<void> {
  const remote = await openDataset(command, name, options)
  const { total, submitted } = await remote.progress()
  const what = `'${remote.name}' has ${total} records and ${submitted} submitted answers; all of them will be gone.`
  await confirm(what, remote.name, options.yes === true)
  await remote.delete()
  if (globals(command).json) return printJson(remote.dataset)
  print(`'${remote.name}' is deleted.`)
}
