/** What a dataset can be exported as: every task with its parts, what would fill them, and what is still to be said. */

import type { ExportSettings } from "@loam/schema"
import { createExporter } from "./export.ts"
import { formatsOf, type TaskId, taskIds, tasks } from "./registry.ts"
import { MappingError } from "./source/mapping-error.ts"
import { choicesFor, type Mapping } from "./source/slots.ts"
import type { SourceDataset } from "./source/types.ts"

export interface OfferedPart {
  readonly name: string
  readonly means: string
  readonly required: boolean
  readonly many: boolean
  /** What in this dataset would fit, as a mapping names it. */
  readonly choices: readonly string[]
}

export interface OfferedTask {
  readonly task: TaskId
  readonly title: string
  readonly about: string
  readonly formats: readonly {
    readonly id: string
    readonly title: string
    readonly readers: readonly string[]
  }[]
  readonly parts: readonly OfferedPart[]
  /** The parts as mapped or found; empty while something is missing. */
  readonly mapping: Readonly<Record<string, readonly string[]>>
  /** What keeps the task from being exported; absent when it is ready. */
  readonly problem?: {
    readonly code: string
    readonly part: string
    readonly message: string
    readonly choices: readonly string[]
  }
}

function tried(
  task: TaskId,
  dataset: SourceDataset,
  mapping: Mapping | undefined,
  options: ExportSettings["options"],
) {
  try {
    return { mapping: createExporter({ task, dataset, mapping, options }).mapping }
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    const { code, slot, message, choices } = error
    return { mapping: {}, problem: { code, part: slot, message, choices } }
  }
}

/** One task for a dataset, under the choices made so far. */
export function offeredTask(
  task: TaskId,
  dataset: SourceDataset,
  mapping?: Mapping,
  options?: ExportSettings["options"],
): OfferedTask {
  const { title, about, slots } = tasks[task]
  return {
    task,
    title,
    about,
    formats: formatsOf(task).map(({ id, title: name, readers }) => ({ id, title: name, readers })),
    parts: slots.map((slot) => ({
      name: slot.name,
      means: slot.means,
      required: slot.required,
      many: slot.many === true,
      choices: choicesFor(slot, dataset),
    })),
    ...tried(task, dataset, mapping, options),
  }
}

/** All tasks for a dataset, those that are ready first. */
export function offeredTasks(dataset: SourceDataset): OfferedTask[] {
  const all = taskIds.map((task) => offeredTask(task, dataset))
  return [
    ...all.filter(({ problem }) => problem === undefined),
    ...all.filter(({ problem }) => problem !== undefined),
  ]
}
