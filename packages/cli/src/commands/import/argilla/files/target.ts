/** Where files go: their workspace, and for a file without settings the dataset that has them. */
import { dirname, join } from "node:path"
import type { Client } from "@loam/sdk"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"
import { derivedId, ours } from "../ids.ts"
import type { SourceSettings } from "../source.ts"
import { parseJson, readText } from "./folder.ts"
import type { Described } from "./layout.ts"
import { describe2 } from "./settings-2.ts"

interface Choice {
  readonly workspace: string | undefined
  /** A dataset here. */
  readonly into: string | undefined
  /** The id of the workspace that the files come from. */
  readonly known: string | undefined
}

export async function chooseTarget(client: Client, { workspace, into, known }: Choice) {
  const here = (await client.workspaces.mine()).items
  if (into !== undefined) {
    const { workspace_id } = await client.datasets.get({ dataset_id: into })
    const own = here.find(({ id }) => id === workspace_id)
    if (own) return own
  }
  if (workspace !== undefined) {
    const named = here.find((each) => each.name === workspace || each.id === workspace)
    return named ?? { id: derivedId(ours, `workspace ${workspace}`), name: workspace }
  }
  const found = here.find(({ id }) => id === known) ?? (here.length === 1 ? here[0] : undefined)
  if (found) return found
  const names = here.map(({ name }) => `'${name}'`).join(", ")
  throw new Failure(
    `files do not name their workspace: give --workspace, one that is here (${names || "none yet"}) or a new one`,
    exitCodes.usage,
  )
}

async function datasetHere(client: Client, name: string, workspace: string | undefined) {
  const workspaces = (await client.workspaces.mine()).items
  const found = (await client.datasets.mine()).items.filter(
    (each) =>
      (each.name === name || each.id === name) &&
      (workspace === undefined ||
        workspaces.some(
          ({ id, name: own }) => id === each.workspace_id && (own === workspace || id === workspace),
        )),
  )
  if (found.length > 1)
    throw new Failure(
      `several workspaces have a dataset '${name}': choose one with --workspace`,
      exitCodes.usage,
    )
  return found[0]
}

interface FileChoice {
  readonly dataset: string | undefined
  readonly workspace: string | undefined
  readonly settings: string | undefined
}

/** A file of records alone has no settings: they come from another file, or from the dataset that is here. */
export async function settingsForFile(
  client: Client,
  path: string,
  { dataset: name, workspace, settings }: FileChoice,
): Promise<{ described: Described; into: string | undefined; key: string }> {
  // records.json of a folder that to_disk wrote: its settings are beside it.
  const beside = join(dirname(path), ".argilla", "settings.json")
  const own = settings ?? ((await readText(beside)) === undefined ? undefined : beside)
  if (own !== undefined) {
    const text = await readText(own)
    if (text === undefined) throw new Failure(`there is no file ${own}`, exitCodes.notFound)
    if (name === undefined)
      throw new Failure(`${path} does not say how its dataset is called: give --dataset`, exitCodes.usage)
    const described = describe2({
      settings: parseJson(text, own),
      dataset: undefined,
      layout: "nested",
      place: own.replace(/settings\.json$/, ""),
    })
    return { described, into: undefined, key: `file ${workspace ?? ""} ${name}` }
  }
  const found = name === undefined ? undefined : await datasetHere(client, name, workspace)
  if (!found)
    throw new Failure(
      `${path} holds records without the settings of their dataset: give --dataset, one that is here already, ` +
        "or --settings, the file that dataset.settings.to_json writes",
      name === undefined ? exitCodes.usage : exitCodes.notFound,
    )
  const target = { dataset_id: found.id }
  const [fields, questions, properties, vectors] = await Promise.all([
    client.fields.list(target),
    client.questions.list(target),
    client.metadataProperties.mine(target),
    client.vectorsSettings.list(target),
  ])
  const read: SourceSettings = {
    fields: fields.items,
    questions: questions.items.map((question) => ({ ...question, id: question.name })),
    metadata_properties: properties.items,
    vectors_settings: vectors.items,
  }
  const { status, guidelines, allow_extra_metadata, distribution } = found
  return {
    into: found.id,
    key: `dataset ${found.id}`,
    described: {
      layout: "nested",
      settings: read,
      id: undefined,
      name: found.name,
      workspaceId: found.workspace_id,
      dataset: { status, guidelines, allow_extra_metadata, distribution, inserted_at: null },
      moment: undefined,
    },
  }
}
