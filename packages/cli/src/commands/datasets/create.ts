/** `loam datasets create` */
import { ApiError, PushError } from "@loam/sdk"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { globals, note, print, printJson } from "../../output.ts"
import { openClient } from "../../session.ts"
import { readSettings } from "../../settings-file.ts"

interface CreateOptions {
  readonly name?: string
  readonly workspace?: string
}

export const exampleSettings = `name: demonstrations
workspace: team-a
guidelines: |
  Read the prompt, then write a helpful, harmless answer.
distribution:
  min_submitted: 2
fields:
  - name: prompt
    type: text
questions:
  - name: demonstration
    type: text
    title: Your answer to the prompt
  - name: quality
    type: rating
    title: How good is the prompt?
    values: [1, 2, 3, 4, 5]
    required: false`

export function addDatasetsCreate(datasets: Command): void {
  datasets
    .command("create <settings>")
    .description("create a dataset, ready for records, from a JSON or YAML settings file")
    .option("--name <name>", "instead of the file's")
    .option("--workspace <name>", "instead of the file's; made where it is missing and you may")
    .addHelpText(
      "after",
      `
A settings file:

${exampleSettings.replaceAll(/^/gm, "  ")}

Fields: text, image, chat, custom (with template). Questions: text, rating (values), label and multi_label (labels, as a list
or as value: text), ranking (values), span (field, labels). All take title and required; questions take description.`,
    )
    .action((path: string, options: CreateOptions, command: Command) => create(path, options, command))
}

async function create(path: string, options: CreateOptions, command: Command): Promise<void> {
  const settings = await readSettings(path)
  const name = options.name ?? settings.name
  if (name === undefined)
    throw new Failure(`the dataset needs a name: add 'name' to ${path}, or give --name`, exitCodes.usage)
  const workspace = options.workspace ?? settings.workspace
  const client = await openClient(command)
  const place = workspace === undefined ? {} : { workspace }
  const { dataset } = await settings.dataset.push({ name, client, ...place }).catch((error: unknown) => {
    throw isTaken(error)
      ? new Failure(`there is a dataset '${name}' already: choose another with --name`)
      : error
  })
  if (globals(command).json) return printJson(dataset)
  print(`Dataset '${name}' is ready (${dataset.id}).`)
  note(`Add records: loam import prompts.jsonl --dataset ${JSON.stringify(name)}`)
}

const isTaken = (error: unknown) =>
  error instanceof PushError && error.cause instanceof ApiError && error.cause.status === 409
