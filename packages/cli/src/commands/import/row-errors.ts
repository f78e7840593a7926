/** The file that lists what could not be imported, and why; made only when there is something to list. */

import { once } from "node:events"
import { createWriteStream, type WriteStream } from "node:fs"
import { rm } from "node:fs/promises"
import { finished } from "node:stream/promises"
import type { Line } from "./lines.ts"

export interface RowErrors {
  readonly count: () => number
  /** The first few, for the terminal. */
  readonly first: readonly string[]
  readonly add: (line: Line, reason: string) => Promise<void>
  readonly close: () => Promise<void>
  /** Removes the list of an earlier run: it speaks of rows that are mended by now. */
  readonly forget: () => Promise<void>
}

const shown = 5

export function createRowErrors(path: string): RowErrors {
  let out: WriteStream | undefined
  let count = 0
  const first: string[] = []
  return {
    count: () => count,
    first,
    add: async (line, reason) => {
      out ??= createWriteStream(path)
      count += 1
      if (first.length < shown) first.push(`line ${line.number}: ${reason}`)
      const content = "row" in line ? { row: line.row } : { text: line.text }
      if (!out.write(`${JSON.stringify({ line: line.number, reason, ...content })}\n`))
        await once(out, "drain")
    },
    close: async () => {
      if (!out) return
      out.end()
      await finished(out)
    },
    forget: () => rm(path, { force: true }),
  }
}
