/** Where exported rows go: a file that appears under its name when it is whole, or standard output. */
import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { rename, rm } from "node:fs/promises"
import type { Writable } from "node:stream"
import { finished } from "node:stream/promises"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"

export interface Output {
  readonly rows: () => number
  /** Takes all of a stream; `onPiece` is told after each piece how much came until then. */
  readonly take: (stream: ReadableStream<Uint8Array>, onPiece: OnPiece) => Promise<void>
}

/** `rows` are lines: of a binary file they say nothing. */
export type OnPiece = (rows: number, bytes: number) => void

const newline = 10

function countLines(piece: Uint8Array): number {
  let lines = 0
  for (let at = piece.indexOf(newline); at >= 0; at = piece.indexOf(newline, at + 1)) lines += 1
  return lines
}

export function openOutput(path: string): Output {
  let rows = 0
  let bytes = 0
  const copy = async (stream: ReadableStream<Uint8Array>, out: Writable, onPiece: OnPiece) => {
    for await (const piece of stream) {
      rows += countLines(piece)
      bytes += piece.length
      if (!out.write(piece)) await once(out, "drain")
      onPiece(rows, bytes)
    }
  }
  return {
    rows: () => rows,
    take: (stream, onPiece) =>
      path === "-"
        ? copy(stream, process.stdout, onPiece)
        : writeWhole(path, (out) => copy(stream, out, onPiece)),
  }
}

async function writeWhole(path: string, fill: (out: Writable) => Promise<void>): Promise<void> {
  const draft = `${path}.part`
  const out = createWriteStream(draft)
  try {
    await once(out, "open")
    await fill(out)
    out.end()
    await finished(out)
    await rename(draft, path)
  } catch (error) {
    out.destroy()
    await rm(draft, { force: true })
    throw explained(error, path)
  }
}

function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  const reasons: Record<string, string> = {
    ENOENT: `the folder of ${path} does not exist`,
    EACCES: `${path} cannot be written by this user`,
    EROFS: `${path} is on a read-only disk`,
    EISDIR: `${path} is a folder`,
    ENOSPC: `the disk is full; nothing was left of ${path}`,
  }
  const reason = reasons[String(code)]
  if (reason) return new Failure(reason, exitCodes.failed, error)
  // What `fetch` says of a body that ends too early.
  if (error instanceof TypeError)
    return new Failure(
      "the connection broke off before the export was whole; try again",
      exitCodes.unreachable,
      error,
    )
  return error
}
