/** What the commands about answers have in common. */
import type { Command } from "commander"
import type { Column } from "../../output.ts"

export interface AboutOptions {
  readonly dataset: string
  readonly workspace?: string
  readonly question?: string
}

export const collect = (value: string, before: readonly string[]) => [...before, value]

export function aboutDataset(command: Command): Command {
  return command
    .requiredOption("-d, --dataset <name>", "name or id of the dataset")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
}

export function aboutQuestion(command: Command): Command {
  return aboutDataset(command).option("--question <name>", "which question, where there are several that fit")
}

/** A figure with three decimals, or nothing where there is none. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(3)

interface Estimated {
  readonly value: number | null
  readonly interval?: { readonly low: number; readonly high: number } | null
}

export const range = ({ interval }: Estimated): string =>
  interval ? `${figure(interval.low)} to ${figure(interval.high)}` : ""

export const columnOf = <Row>(title: string, value: Column<Row>["value"]): Column<Row> => ({ title, value })
