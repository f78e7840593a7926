/** The course of an import from Argilla: look at both sides, bring people, bring datasets, compare. */
import { writeFile } from "node:fs/promises"
import { type Client, connect, findConnection } from "@loam/sdk"
import { exitCodes } from "../../../exit-codes.ts"
import { Failure } from "../../../failure.ts"
import { note } from "../../../output.ts"
import { startProgress } from "../../../progress.ts"
import { type Brought, bring } from "./bring.ts"
import { type FileOptions, type Opened, openFiles } from "./files/open-files.ts"
import { writeLinks } from "./links.ts"
import { bringPeople, type People } from "./people.ts"
import { makePlan, type Plan, type PlanOptions, unnamed } from "./plan.ts"
import { printPlan, printReport } from "./report.ts"
import { openServerSource } from "./server-source.ts"

/** A running server, or files. */
export type Origin =
  | { readonly url: string; readonly apiKey: string }
  | ({ readonly from: string } & FileOptions)

export interface ArgillaOptions extends PlanOptions {
  readonly origin: Origin
  readonly into: string | undefined
  readonly links: string
  readonly report: string | undefined
  readonly dryRun: boolean
  readonly json: boolean
}

const bare = (url: string) => url.replace(/\/+$/, "")

export async function runArgillaImport(options: ArgillaOptions): Promise<void> {
  const { json, origin } = options
  const target = bare((await findConnection({ url: options.into })).url)
  if ("url" in origin && bare(origin.url) === target)
    throw new Failure(
      `--url is the server you are signed in to (${target}): it names where the data come from`,
      exitCodes.usage,
    )
  const client = await connect({ url: options.into })
  const me = await client.users.me()
  if (me.role !== "owner")
    throw new Failure(
      `'${me.username}' is ${me.role} of ${target}: only an owner can bring users and their answers`,
      exitCodes.refused,
    )
  const stop = stopOnSignals()
  let opened: Opened | undefined
  try {
    opened = await openOrigin(client, origin, stop.signal)
    const { source } = opened
    if (!json) note(`From ${source.title} to ${target}`)
    const plan = await makePlan(client, source, options)
    if (options.dryRun) {
      printPlan(plan, source, json)
      return
    }
    const people = await bringPeople(client, plan)
    const nameOf = await namesHere(client, plan, people)
    const datasets: Brought[] = []
    for (const each of plan.datasets) {
      const bar = startProgress(each.count, json)
      try {
        const course = {
          client,
          source,
          people,
          nameOf,
          signal: stop.signal,
          withTimes: !source.withoutTimes,
        }
        datasets.push(await bring(course, each, bar))
      } finally {
        bar.stop()
      }
    }
    const wrong = await comparePeople(client, plan, people)
    const links = await writeLinks(client, plan, people, { path: options.links, address: target })
    const report = {
      source: source.title,
      target,
      users: plan.users.length,
      workspaces: plan.workspaces.length,
      datasets,
      skipped: plan.skipped,
      notes: [...unnamed(plan), ...(source.notes ?? []), ...people.notes],
      people: wrong,
      links: links > 0 ? { count: links, file: options.links } : null,
      equal: wrong.length === 0 && datasets.every((each) => each.differences.length === 0),
    }
    if (options.report) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`)
    printReport(report, json)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    throw new Failure(
      "stopped; run the same command again to complete the import",
      exitCodes.interrupted,
      error,
    )
  } finally {
    stop.dispose()
    await opened?.close()
  }
}

async function openOrigin(client: Client, origin: Origin, signal: AbortSignal): Promise<Opened> {
  if ("from" in origin) return openFiles(client, origin, signal)
  return { source: await openServerSource(origin.url, origin.apiKey, signal), close: async () => undefined }
}

async function namesHere(client: Client, plan: Plan, people: People) {
  const names = new Map((await client.users.list()).items.map((user) => [user.id, user.username]))
  for (const { source, username } of plan.users) {
    const id = people.userIds.get(source.id)
    if (id !== undefined && !names.has(id)) names.set(id, username)
  }
  return (id: string) => names.get(id) ?? "(deleted user)"
}

/** Roles and memberships, read again from this side. */
async function comparePeople(client: Client, plan: Plan, people: People): Promise<string[]> {
  const users = (await client.users.list()).items
  const wrong: string[] = []
  for (const { source, username, merged } of plan.users) {
    const here = users.find((user) => user.id === people.userIds.get(source.id))
    if (!here) wrong.push(`user '${username}' is missing here: run the command again`)
    else if (!merged && here.role !== source.role)
      wrong.push(
        `'${username}' is ${source.role} there and ${here.role} here: change it if that is not meant`,
      )
  }
  for (const { source } of plan.workspaces) {
    const workspace_id = people.workspaceIds.get(source.id) ?? ""
    const members = new Set((await client.workspaces.users({ workspace_id })).items.map((user) => user.id))
    const missing = source.members.filter((id) => !members.has(people.userIds.get(id) ?? ""))
    if (missing.length > 0)
      wrong.push(
        `${missing.length} members of workspace '${source.name}' are missing here: run the command again`,
      )
  }
  return wrong
}

function stopOnSignals() {
  const controller = new AbortController()
  const stop = () => controller.abort(new Failure("stopped", exitCodes.interrupted))
  process.once("SIGINT", stop)
  process.once("SIGTERM", stop)
  return {
    signal: controller.signal,
    dispose: () => {
      process.off("SIGINT", stop)
      process.off("SIGTERM", stop)
    },
  }
}
