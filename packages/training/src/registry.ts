/** What can be exported: every task with the formats it is offered in. */
import type { ExportFormat } from "./formats/format.ts"
import { rawRecords } from "./formats/raw.ts"
import { messages, promptCompletion, promptCompletionChat, textOnly } from "./formats/trl-sft.ts"
import { raw } from "./tasks/raw.ts"
import { sft } from "./tasks/sft.ts"
import type { Task } from "./tasks/task.ts"

export const tasks = { raw, sft } as const satisfies Record<string, Task>

export type TaskId = keyof typeof tasks

/** The first format of each task is its default. */
export const exportFormats = {
  raw: [rawRecords],
  sft: [promptCompletion, messages, promptCompletionChat, textOnly],
} as const satisfies Record<TaskId, readonly [ExportFormat, ...ExportFormat[]]>

/** Names a task or format that does not exist, and those that do. */
export class UnknownExportError extends Error {
  override name = "UnknownExportError"
  readonly choices: readonly string[]

  constructor(what: "task" | "format", given: string, choices: readonly string[]) {
    super(`There is no export ${what} '${given}'. Choices: ${choices.join(", ")}.`)
    this.choices = choices
  }
}

export const taskIds = Object.keys(tasks) as TaskId[] // the literal object above has no other keys

export function isTaskId(id: string): id is TaskId {
  return Object.hasOwn(tasks, id)
}

export function findTask(id: string): Task {
  if (!isTaskId(id)) throw new UnknownExportError("task", id, taskIds)
  return tasks[id]
}

/** The formats of a task, default first. */
export function formatsOf(task: string): readonly ExportFormat[] {
  if (!isTaskId(task)) throw new UnknownExportError("task", task, taskIds)
  return exportFormats[task]
}

/** A format of a task by id or alias; without one the task's default. */
export function findFormat(task: string, id?: string): ExportFormat {
  const offered = formatsOf(task)
  const found =
    id === undefined ? offered[0] : offered.find((one) => one.id === id || one.aliases?.includes(id))
  if (found === undefined)
    throw new UnknownExportError(
      "format",
      id ?? "",
      offered.map((one) => one.id),
    )
  return found
}
