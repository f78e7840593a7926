/** Finds workspaces and datasets by the names people use. */
import type { Dataset, Workspace } from "@loam/schema"
import type { Client } from "./client.ts"
import { NotFoundError } from "./errors.ts"

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ")
const listed = (what: string, names: readonly string[]) =>
  names.length > 0 ? `${what}: ${quoted(names)}` : `${what}: none`

/**
 * The workspace of that name; without a name the only one there is.
 *
 * @throws {@link NotFoundError} with the names that exist.
 */
export async function findWorkspace(client: Client, name?: string): Promise<Workspace> {
  const { items } = await client.workspaces.mine()
  const names = items.map((workspace) => workspace.name)
  if (name === undefined) {
    const [only, ...others] = items
    if (only && others.length === 0) return only
    throw new NotFoundError(`Name a workspace. ${listed("There are", names)}`, names)
  }
  const found = items.find((workspace) => workspace.name === name)
  if (found) return found
  throw new NotFoundError(
    `There is no workspace '${name}' that this key may see. ${listed("It sees", names)}`,
    names,
  )
}

export interface DatasetQuery {
  /** Id, instead of a name. */
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** Needed only where several workspaces have a dataset of this name. */
  readonly workspace?: string | undefined
}

/**
 * One dataset by id, or by name and workspace.
 *
 * @throws {@link NotFoundError} when there is none, or several of that name.
 */
export async function findDataset(client: Client, { id, name, workspace }: DatasetQuery): Promise<Dataset> {
  if (id !== undefined) return client.datasets.get({ dataset_id: id })
  if (name === undefined) throw new NotFoundError("Say which dataset: by its name, or by its id", [])
  const within = workspace === undefined ? undefined : await findWorkspace(client, workspace)
  const query = within ? { workspace_id: within.id } : {}
  const { items } = await client.datasets.mine({ query: { ...query, name } })
  const [found, another] = items
  if (found && !another) return found
  if (found) {
    const places = await workspaceNames(client, items)
    throw new NotFoundError(
      `Several workspaces have a dataset '${name}': say which workspace, ${quoted(places)}`,
      places,
    )
  }
  const all = await client.datasets.mine({ query })
  const names = all.items.map((dataset) => dataset.name)
  const where = within ? ` in workspace '${within.name}'` : ""
  throw new NotFoundError(
    `There is no dataset '${name}'${where} that this key may see. ${listed("It sees", names.slice(0, 20))}`,
    names,
  )
}

async function workspaceNames(client: Client, datasets: readonly Dataset[]): Promise<string[]> {
  const { items } = await client.workspaces.mine()
  return datasets.map(
    (dataset) => items.find((each) => each.id === dataset.workspace_id)?.name ?? dataset.workspace_id,
  )
}
