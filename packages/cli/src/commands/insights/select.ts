/** `loam select`: how many records pass an expression. */
import type { Selection } from "@loam/schema"
import type { Command } from "commander"
import { openDataset } from "../../open-dataset.ts"
import { globals, note, print, printJson, table } from "../../output.ts"
import { type AboutOptions, aboutDataset, collect, columnOf, figure } from "./options.ts"

interface SelectOptions extends AboutOptions {
  readonly unify: readonly string[]
  readonly exact?: boolean
}

export function addSelect(program: Command): void {
  aboutDataset(
    program
      .command("select [where]")
      .description("how many records pass an expression; without one, the names it may use"),
  )
    .option("--unify <question=policy>", "what consensus values and confidences are by", collect, [])
    .option("--exact", "count all records, however many, not only the first 100,000")
    .addHelpText(
      "after",
      `
Examples:
  loam select -d answers
  loam select -d answers "quality.mean >= 4 and agreement >= 0.6"
  loam export -d answers --where "topic.confidence > 0.8" --task sft -o train.jsonl
  loam datasets copy answers good-ones --where "quality.mean >= 4" --with responses`,
    )
    .action(async (where: string | undefined, options: SelectOptions, command: Command) => {
      const { dataset, unify, exact, ...place } = options
      const remote = await openDataset(command, dataset, place)
      const policies = unify.length === 0 ? {} : { unify: [...unify] }
      const found = await remote.select(where, { ...policies, exact: exact === true })
      if (globals(command).json) printJson(found)
      else if (where === undefined) print(table(found.names, names))
      else show(found)
    })
}

const names = [
  columnOf<Selection["names"][number]>("name", ({ name }) => name),
  columnOf<Selection["names"][number]>("means", ({ means }) => means),
]

type Variable = Selection["variables"][number]
const variables = [
  columnOf<Variable>("reads", ({ name }) => name),
  columnOf<Variable>("missing", ({ missing }) => missing),
  columnOf<Variable>("min", ({ min }) => figure(min)),
  columnOf<Variable>("mean", ({ mean }) => figure(mean)),
  columnOf<Variable>("max", ({ max }) => figure(max)),
  columnOf<Variable>("most frequent", ({ values }) =>
    values
      .slice(0, 3)
      .map(({ value, count }) => `${value} (${count})`)
      .join(", "),
  ),
]

function show({ matched, scanned, total, exact, variables: read }: Selection): void {
  print(`${matched} of ${scanned} records pass.`)
  if (!exact) note(`Counted among the first ${scanned} of ${total}; --exact counts all.`)
  print(table(read, variables))
}
