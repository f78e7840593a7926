/** `loam datasets list` */
import type { Dataset } from "@loam/schema"
import { FeedbackDataset } from "@loam/sdk"
import type { Command } from "commander"
import { globals, printList } from "../../output.ts"
import { openClient } from "../../session.ts"

const columns = [
  { title: "name", value: (row: Dataset) => row.name },
  { title: "workspace", value: (row: Dataset) => row.workspace_name ?? row.workspace_id },
  { title: "status", value: (row: Dataset) => row.status },
  { title: "records", value: (row: Dataset) => row.progress?.total },
  { title: "completed", value: (row: Dataset) => row.progress?.completed },
  { title: "pending", value: (row: Dataset) => row.progress?.pending },
  { title: "id", value: (row: Dataset) => row.id },
]

export function addDatasetsList(datasets: Command): void {
  datasets
    .command("list")
    .description("the datasets you can see, oldest first")
    .option("--workspace <name>", "of this workspace only")
    .action(async ({ workspace }: { workspace?: string }, command: Command) => {
      const client = await openClient(command)
      const rows = await FeedbackDataset.list({ client, ...(workspace === undefined ? {} : { workspace }) })
      printList(
        globals(command).json,
        rows,
        columns,
        "No datasets. Make one: loam datasets create settings.yaml",
      )
    })
}
