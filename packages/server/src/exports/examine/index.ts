/** An examiner of one export: what its thread finds of examples, in their order. */
import type { Built, Examined } from "@loam/training"
import type { ExaminerOptions, Materials } from "./protocol.ts"
import { acquireThread } from "./thread-pool.ts"

export type { ExaminerOptions, Materials } from "./protocol.ts"

export interface Examiner {
  /** What the tokenizer is, in a few words. */
  readonly about: string
  readonly examine: (examples: Built["examples"]) => Promise<readonly Examined[]>
  readonly close: () => Promise<void>
}

let sessions = 0

/** Refuses with what is wrong with the tokenizer. */
export async function openExaminer(materials: Materials, options: ExaminerOptions): Promise<Examiner> {
  const thread = await acquireThread(materials)
  sessions += 1
  const session = sessions
  try {
    const { about = "" } = await thread.ask({ type: "open", session, options })
    return {
      about,
      examine: async (examples) =>
        examples.length === 0 ? [] : (await thread.ask({ type: "examine", session, examples })).examined,
      async close() {
        await thread.ask({ type: "close", session }).catch(() => undefined) // gone: so is the session
        thread.release()
      },
    }
  } catch (error) {
    thread.release()
    throw error
  }
}
