/** `loam datasets show` */
import type { Dataset, Field, Progress, Question } from "@loam/schema"
import type { Command } from "commander"
import { type DatasetOptions, openDataset } from "../../open-dataset.ts"
import { globals, printFacts } from "../../output.ts"

export function addDatasetsShow(datasets: Command): void {
  datasets
    .command("show <dataset>")
    .description("one dataset by name or id: settings and progress")
    .option("--workspace <name>", "needed where several workspaces have a dataset of this name")
    .action((name: string, options: DatasetOptions, command: Command) => show(name, options, command))
}

async function show(name: string, options: DatasetOptions, command: Command): Promise<void> {
  const remote = await openDataset(command, name, options)
  const [progress, workspace] = await Promise.all([
    remote.progress(),
    remote.client.workspaces.get({ workspace_id: remote.dataset.workspace_id }),
  ])
  const { dataset, fields, questions } = remote
  const value = { ...dataset, workspace_name: workspace.name, fields, questions, progress }
  printFacts(globals(command).json, value, facts(dataset, workspace.name, fields, questions, progress))
}

const named = ({ name, required, settings }: Field | Question) =>
  `${name} (${settings.type}${required ? "" : ", optional"})`

function wanted({ distribution: { strategy, min_submitted } }: Dataset): string {
  if (strategy === "everyone") return `of everyone; a record counts as completed from ${min_submitted} on`
  return min_submitted === 1 ? "1 a record" : `${min_submitted} a record`
}

function facts(
  dataset: Dataset,
  workspace: string,
  fields: readonly Field[],
  questions: readonly Question[],
  { total, completed, pending, submitted, discarded, surplus }: Progress,
): Record<string, string> {
  return {
    name: dataset.name,
    id: dataset.id,
    workspace,
    status: dataset.status,
    fields: fields.map(named).join("\n"),
    questions: questions.map(named).join("\n"),
    answers: wanted(dataset),
    records: `${total}: ${completed} completed, ${pending} pending`,
    responses: `${submitted} submitted, ${discarded} discarded, ${surplus} beyond what was wanted`,
    guidelines: dataset.guidelines?.trim() ?? "none",
  }
}
