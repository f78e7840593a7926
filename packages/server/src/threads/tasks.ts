/** What threads can do, by name: each reads what it needs page by page and answers with plain data. */
import type { SelectionQuery } from "@loam/schema"
import { computeVersion } from "../consensus/compute-version.ts"
import { selectionOf } from "../exports/select-task.ts"
import type { Reads } from "../http/context.ts"
import { type About, insightTasks } from "../insights/tasks.ts"

export const tasks = {
  ...insightTasks,
  selection: (reads: Reads, { dataset_id, query }: About<SelectionQuery>) =>
    selectionOf(reads, dataset_id, query),
  computeConsensus: (reads: Reads, { id }: { readonly id: string }) => computeVersion(reads, id),
}

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[1]
export type TaskResult<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>
