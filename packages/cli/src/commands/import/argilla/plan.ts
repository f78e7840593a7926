/** What an import is going to do, decided before anything is written: who and what is new, the same, or in the way. */
import type { Dataset, User, Workspace } from "@loam/schema"
import type { Client } from "@loam/sdk"
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"
import { placeholderName } from "./files/authors.ts"
import type { Source, SourceDataset, SourceUser, SourceWorkspace } from "./source.ts"

export interface PlanOptions {
  readonly workspaces: readonly string[]
  readonly datasets: readonly string[]
  readonly onUserClash: "same" | "rename" | "stop"
  readonly onDatasetClash: "stop" | "rename" | "skip"
}

export interface UserPlan {
  readonly source: SourceUser
  readonly username: string
  /** Who it is here; absent: to be created. */
  readonly target: User | undefined
  /** Another person's account, as far as ids tell, with the same name. */
  readonly merged: boolean
}

export interface WorkspacePlan {
  readonly source: SourceWorkspace
  readonly target: Workspace | undefined
}

export interface DatasetPlan {
  readonly source: SourceDataset
  readonly workspace: WorkspacePlan
  readonly name: string
  /** Begun by an earlier run. */
  readonly targetId: string | undefined
  readonly count: number
}

export interface Plan {
  readonly users: readonly UserPlan[]
  readonly workspaces: readonly WorkspacePlan[]
  readonly datasets: readonly DatasetPlan[]
  /** Left out, with the reason. */
  readonly skipped: readonly string[]
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`
}

/** Somebody who was brought without a name, and is named now. */
function renamed(source: SourceUser, known: User, here: readonly User[]): string {
  const isNew = !source.placeholder && known.username === placeholderName(source.id)
  if (!isNew || known.username === source.username) return known.username
  if (!here.some((user) => user.username === source.username)) return source.username
  throw new Failure(
    `answers of ${source.id} are here already, under '${known.username}', and '${source.username}' is another account: ` +
      "delete the dataset that was brought, and bring it again with --map-users",
  )
}

/** What to do about people whom a source names by id alone. */
export function unnamed({ users }: Pick<Plan, "users">): string[] {
  const [first, ...others] = users.filter(
    ({ source, username }) => source.placeholder && username === source.username,
  )
  if (!first) return []
  const whom = others.length === 0 ? "one person" : `${others.length + 1} people`
  return [
    `the files name ${whom} by id alone: they are called '${first.username}' and so on. ` +
      "--map-users people.json says who they are, now or in a later run",
  ]
}

function planUsers(sources: readonly SourceUser[], here: readonly User[], { onUserClash }: PlanOptions) {
  const clashes: string[] = []
  const names = new Set([...here, ...sources].map((user) => user.username))
  const plans = sources.map((source): UserPlan => {
    const known = here.find((user) => user.id === source.id)
    if (known) return { source, username: renamed(source, known, here), target: known, merged: false }
    const namesake = here.find((user) => user.username === source.username)
    if (!namesake) return { source, username: source.username, target: undefined, merged: false }
    if (onUserClash === "same") return { source, username: source.username, target: namesake, merged: true }
    if (onUserClash === "stop") clashes.push(`user '${source.username}'`)
    const username = freeName(source.username, names)
    names.add(username)
    return { source, username, target: undefined, merged: false }
  })
  return { plans, clashes }
}

function chosen<Item extends { readonly id: string; readonly name: string }>(
  all: readonly Item[],
  wanted: readonly string[],
  what: string,
): Item[] {
  const missing = wanted.find((name) => !all.some((item) => item.name === name || item.id === name))
  if (missing !== undefined) {
    const names = all.slice(0, 30).map((item) => `'${item.name}'`)
    throw new Failure(
      `the source has no ${what} '${missing}'. It has: ${names.join(", ") || "none"}`,
      exitCodes.notFound,
    )
  }
  return all.filter((item) => wanted.length === 0 || wanted.includes(item.name) || wanted.includes(item.id))
}

export async function makePlan(client: Client, source: Source, options: PlanOptions): Promise<Plan> {
  const workspaces = chosen(await source.workspaces(), options.workspaces, "workspace")
  const inThese = (await source.datasets()).filter((each) =>
    workspaces.some(({ id }) => id === each.workspace_id),
  )
  const wanted = chosen(inThese, options.datasets, "dataset")
  const users = planUsers(await source.users(), (await client.users.list()).items, options)
  const here = (await client.workspaces.mine()).items
  const origins = (await client.datasets.origins({ query: { source: source.address } })).items
  const existing = (await client.datasets.mine()).items
  // With single datasets named, only their workspaces come along.
  const needed = workspaces.filter(
    ({ id }) => options.datasets.length === 0 || wanted.some((each) => each.workspace_id === id),
  )
  const workspacePlans = needed.map((each) => ({
    source: each,
    target: here.find((one) => one.id === each.id) ?? here.find((one) => one.name === each.name),
  }))
  const datasets: DatasetPlan[] = []
  const skipped: string[] = []
  const clashes = [...users.clashes]
  for (const each of wanted) {
    const workspace = workspacePlans.find((plan) => plan.source.id === each.workspace_id)
    if (!workspace) continue
    const begun = origins.find((origin) => origin.source_dataset_id === each.id)
    const known = existing.find((dataset) => dataset.id === (source.into ?? begun?.dataset_id))
    const named = nameFor(each, workspace, existing, known, options)
    if (named === "stop") clashes.push(`dataset '${each.name}' in workspace '${workspace.source.name}'`)
    if (named === "skip") skipped.push(`dataset '${each.name}': there is one of that name here`)
    if (typeof named === "string") continue
    const count = await source.count(each)
    datasets.push({ source: each, workspace, name: named.name, targetId: known?.id, count })
  }
  if (clashes.length > 0)
    throw new Failure(
      `already here: ${clashes.join(", ")}. Nothing was changed. ` +
        "--on-dataset-clash rename|skip and --on-user-clash same|rename say what to do",
    )
  return { users: users.plans, workspaces: workspacePlans, datasets, skipped }
}

function nameFor(
  { name }: SourceDataset,
  { target }: WorkspacePlan,
  existing: readonly Dataset[],
  known: Dataset | undefined,
  { onDatasetClash }: PlanOptions,
): { name: string } | "stop" | "skip" {
  if (known) return { name: known.name }
  const taken = new Set(existing.filter((each) => each.workspace_id === target?.id).map((each) => each.name))
  if (!taken.has(name)) return { name }
  return onDatasetClash === "rename" ? { name: freeName(name, taken) } : onDatasetClash
}
