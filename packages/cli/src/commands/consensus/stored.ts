/** `loam consensus compute | list | show | compare | delete`: consensus that is kept on the server, in versions. */
import type { ConsensusComparison, ConsensusItem, ConsensusVersion } from "@loam/schema"
import type { Command } from "commander"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printFacts, printJson, printList, table } from "../../output.ts"
import { startProgress } from "../../progress.ts"
import { columnOf, figure } from "../insights/options.ts"
import type { ConsensusOptions } from "./index.ts"
import { answerOf, itemColumns } from "./items.ts"

/** The options stand at `consensus`, wherever on the line they are written. */
async function opened(command: Command) {
  const { dataset, workspace, ...options } = command.optsWithGlobals<ConsensusOptions>()
  return {
    remote: await openDataset(command, dataset, workspace === undefined ? {} : { workspace }),
    options,
  }
}

function numberOf(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new Failure(`${text} is no version: versions are 1, 2, 3 …`, exitCodes.usage)
}

/** The newest where none is named. */
async function chosen(command: Command, version: string | undefined) {
  const { remote, options } = await opened(command)
  if (version !== undefined) return { remote, options, number: numberOf(version) }
  const [newest] = await remote.stored.versions(options.question)
  if (newest)
    return { remote, options: { ...options, question: newest.question.name }, number: newest.version }
  throw new Failure("nothing is stored yet: loam consensus compute", exitCodes.notFound)
}

export function addStored(consensus: Command): void {
  consensus
    .command("compute")
    .description("keep a new version on the server; without --policy by that of the newest version")
    .action((_: object, command: Command) => compute(command))
  consensus
    .command("list")
    .description("the versions there are, newest first")
    .action((_: object, command: Command) => list(command))
  consensus
    .command("show [version]")
    .description("a version with its results (default: the newest)")
    .action((version: string | undefined, _: object, command: Command) => show(version, command))
  consensus
    .command("compare [version]")
    .description("on how many records a version differs from the one before")
    .option("--with <version>", "the version to compare with")
    .action((version: string | undefined, options: { with?: string }, command: Command) =>
      compare(version, options, command),
    )
  consensus
    .command("delete <version>")
    .description("delete a version; answers are not touched")
    .action(async (version: string, _: object, command: Command) => {
      const { remote, options } = await opened(command)
      await remote.stored.delete(numberOf(version), options.question)
      if (!globals(command).json) print(`Version ${version} is deleted.`)
    })
}

async function compute(command: Command): Promise<void> {
  const { json } = globals(command)
  const { remote, options } = await opened(command)
  let bar: ReturnType<typeof startProgress> | undefined
  try {
    const version = await remote.stored.compute({
      question: options.question,
      policy: options.policy,
      onProgress: ({ done, total }) => {
        bar ??= startProgress(total, json)
        bar.update(done, `${done} records`)
      },
    })
    bar?.stop()
    if (json) return printJson(version)
    const { question, resolved, kept_all, abstained, policy } = version
    const decided =
      kept_all === 0 ? `${resolved} resolved` : `${resolved} resolved, ${kept_all} kept with all`
    print(
      `Version ${version.version} of '${question.name}' by ${String(policy.name)}: ${decided}, ${abstained} abstained.`,
    )
  } finally {
    bar?.stop()
  }
}

const stateOf = ({ status, current, stale }: ConsensusVersion) =>
  [status, current ? "current" : "", stale ? "stale" : ""].filter(Boolean).join(", ")

const versionColumns = [
  columnOf<ConsensusVersion>("question", ({ question }) => question.name),
  columnOf<ConsensusVersion>("version", ({ version }) => version),
  columnOf<ConsensusVersion>("policy", ({ policy }) => String(policy.name)),
  columnOf<ConsensusVersion>("state", stateOf),
  columnOf<ConsensusVersion>("resolved", ({ resolved }) => resolved),
  columnOf<ConsensusVersion>("abstained", ({ abstained }) => abstained),
  columnOf<ConsensusVersion>("confidence", ({ mean_confidence }) => figure(mean_confidence)),
  columnOf<ConsensusVersion>("as of", ({ as_of }) => as_of.slice(0, 19)),
]

async function list(command: Command): Promise<void> {
  const { remote, options } = await opened(command)
  const versions = await remote.stored.versions(options.question)
  printList(globals(command).json, versions, versionColumns, "Nothing is stored yet: loam consensus compute")
}

async function show(version: string | undefined, command: Command): Promise<void> {
  const { remote, options, number } = await chosen(command, version)
  const { json } = globals(command)
  const found = await remote.stored.version(number, options.question)
  if (!json)
    printFacts(false, found, {
      version: `${found.version} of ${found.question.name} (${stateOf(found)})`,
      policy: JSON.stringify(found.policy),
      "as of": `${found.as_of}, Loam ${found.loam_version}, by ${found.actor.username}`,
      people:
        found.people.map(({ user, weight }) => `${user.username} ${figure(weight)}`).join(", ") ||
        "all alike",
      error: found.error,
    })
  const items: ConsensusItem[] = []
  for await (const item of remote.stored.values(number, { question: options.question })) {
    // One object a line: a dataset may be larger than memory.
    if (json) process.stdout.write(`${JSON.stringify(item)}\n`)
    else items.push(item)
  }
  if (!json) print(table(items, itemColumns))
}

type Changed = ConsensusComparison["items"][number]
const changeColumns = [
  columnOf<Changed>("record", ({ external_id, record_id }) => external_id ?? record_id),
  columnOf<Changed>("was", ({ from }) => (from ? answerOf(from) : "")),
  columnOf<Changed>("is", ({ to }) => (to ? answerOf(to) : "")),
]

async function compare(
  version: string | undefined,
  other: { with?: string },
  command: Command,
): Promise<void> {
  const { remote, options, number } = await chosen(command, version)
  const found = await remote.stored.compare(number, {
    question: options.question,
    with: other.with === undefined ? undefined : numberOf(other.with),
  })
  if (globals(command).json) return printJson(found)
  const { from, to, same, changed, decided, opened: open, added, gone } = found
  note(
    `From version ${from} to ${to}: ${same} the same, ${changed} changed (${decided} decided, ${open} opened).`,
  )
  if (added + gone > 0) note(`${added} records came, ${gone} went.`)
  print(table(found.items, changeColumns))
}
