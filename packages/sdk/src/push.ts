/** Brings a dataset to a server: workspace, settings, records; or leaves everything as it was. */
import type { Dataset, Field, Question, Workspace } from "@loam/schema"
import type { Client } from "./client.ts"
import type { FeedbackDataset } from "./dataset.ts"
import { ApiError, LoamError, NotFoundError, PushError } from "./errors.ts"
import { findWorkspace } from "./find.ts"
import { RemoteFeedbackDataset } from "./remote/dataset.ts"
import { addRecords } from "./remote/write.ts"
import type { AnyField } from "./settings/fields.ts"
import type { AnyQuestion } from "./settings/questions.ts"

/** How far a push is. */
export interface PushProgress {
  readonly step: "settings" | "records"
  /** Records stored so far. */
  readonly done: number
  /** Records there are to store. */
  readonly total: number
}

export interface PushOptions {
  /** What the dataset is called on the server; unique in its workspace. */
  readonly name: string
  /** Made where it does not exist and the key may (owners). Default: the only workspace there is. */
  readonly workspace?: string
  readonly onProgress?: (progress: PushProgress) => void
  /** Stops the push, which takes back what it had made. */
  readonly signal?: AbortSignal
  /** Default: what `connect()` finds. */
  readonly client?: Client
}

interface Place {
  readonly workspace: Workspace
  readonly isNew: boolean
}

async function placeFor(client: Client, name: string | undefined): Promise<Place> {
  try {
    return { workspace: await findWorkspace(client, name), isNew: false }
  } catch (error) {
    if (!(error instanceof NotFoundError) || name === undefined) throw error
    try {
      return { workspace: await client.workspaces.create({ body: { name } }), isNew: true }
    } catch (refusal) {
      if (!(refusal instanceof ApiError) || refusal.status !== 403) throw refusal
      throw new NotFoundError(
        `${error.message}. Ask an owner to make it and to add you, or push to one that exists`,
        error.choices,
      )
    }
  }
}

async function createSettings(
  client: Client,
  dataset_id: string,
  { fields, questions }: FeedbackDataset,
): Promise<{ fields: Field[]; questions: Question[] }> {
  const made: { fields: Field[]; questions: Question[] } = { fields: [], questions: [] }
  // One after the other: their order is the order on the page.
  for (const field of fields)
    made.fields.push(await client.fields.create({ dataset_id, body: field.toJSON() }))
  for (const question of questions)
    made.questions.push(await client.questions.create({ dataset_id, body: question.toJSON() }))
  return made
}

async function fill(
  client: Client,
  { id: dataset_id }: Dataset,
  local: FeedbackDataset,
  { onProgress, signal }: PushOptions,
): Promise<RemoteFeedbackDataset> {
  const total = local.records.length
  onProgress?.({ step: "settings", done: 0, total })
  const settings = await createSettings(client, dataset_id, local)
  signal?.throwIfAborted()
  const dataset = await client.datasets.publish({ dataset_id })
  await addRecords(client, dataset_id, local.records, {
    signal,
    onProgress: ({ done }) => onProgress?.({ step: "records", done, total }),
  })
  return new RemoteFeedbackDataset(client, dataset, settings)
}

async function createDataset(
  client: Client,
  workspace: Workspace,
  { settings }: FeedbackDataset,
  name: string,
): Promise<Dataset> {
  try {
    return await client.datasets.create({ body: { ...settings, name, workspace_id: workspace.id } })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error
    const remedy = "Choose another name, or add to that one: FeedbackDataset.open({ name, workspace })"
    throw new PushError(
      `Workspace '${workspace.name}' has a dataset '${name}' already. ${remedy}`,
      true,
      error,
    )
  }
}

/** Takes back what a failed push made; answers what could not be taken back. */
async function takeBack(
  client: Client,
  place: Place,
  dataset: Dataset | undefined,
): Promise<string | undefined> {
  try {
    if (dataset) await client.datasets.remove({ dataset_id: dataset.id })
    if (place.isNew) await client.workspaces.remove({ workspace_id: place.workspace.id })
    return undefined
  } catch (error) {
    const left = dataset ? `the half-made dataset ${dataset.id}` : `the workspace '${place.workspace.name}'`
    return `${left} could not be deleted (${reasonOf(error)}): delete it before you push again`
  }
}

const reasonOf = (error: unknown) => {
  if (error instanceof ApiError) return error.reason
  return error instanceof Error ? error.message : String(error)
}

/** See `FeedbackDataset.push`. */
export async function push<Fields extends readonly AnyField[], Questions extends readonly AnyQuestion[]>(
  client: Client,
  local: FeedbackDataset<Fields, Questions>,
  options: PushOptions,
): Promise<RemoteFeedbackDataset<Fields, Questions>> {
  const place = await placeFor(client, options.workspace)
  let dataset: Dataset | undefined
  try {
    // Which fields and questions there are matters to the caller's types only.
    const untyped = local as unknown as FeedbackDataset
    dataset = await createDataset(client, place.workspace, untyped, options.name)
    return (await fill(client, dataset, untyped, options)) as unknown as RemoteFeedbackDataset<
      Fields,
      Questions
    >
  } catch (error) {
    const left = await takeBack(client, place, dataset)
    if (error instanceof PushError && !left) throw error
    const after = left ?? "nothing of it is left on the server"
    throw new PushError(
      `Pushing '${options.name}' failed, ${after}. The reason: ${error instanceof LoamError ? reasonOf(error) : String(error)}`,
      left === undefined,
      error,
    )
  }
}
