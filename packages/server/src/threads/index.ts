/** Threads for heavy figures: what other nouns may use of them. */
import type { Reads } from "../http/context.ts"
import { type TaskInput, type TaskName, type TaskResult, tasks } from "./tasks.ts"

export { openThreads, type Threads } from "./pool.ts"

/** In a thread where there are threads, else here. */
export function runTask<Name extends TaskName>(
  reads: Reads,
  name: Name,
  input: TaskInput<Name>,
  how?: { readonly alone?: boolean },
): Promise<TaskResult<Name>> {
  if (reads.threads) return reads.threads.run(name, input, how)
  // The task of that name takes this input and answers with its result.
  const task = tasks[name] as unknown as (reads: Reads, input: TaskInput<Name>) => Promise<TaskResult<Name>>
  return task(reads, input)
}
