/** The rows of a JSONL file, however large, with the number of the line they stand in. */
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import type { Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"

export type Row = { readonly [column: string]: unknown }

/** A line that holds a row, or what is wrong with it. */
export type Line =
  | { readonly number: number; readonly text: string; readonly row: Row }
  | { readonly number: number; readonly text: string; readonly problem: string }

export interface Input {
  readonly stream: AsyncIterable<Uint8Array>
  /** Bytes of the file, packed or not; `undefined` where nobody knows. */
  readonly size: number | undefined
  /** How many of them have been read. */
  readonly bytesRead: () => number
}

/** Opens a file, a packed file (`.gz`), or standard input (`-`). */
export async function openInput(path: string): Promise<Input> {
  if (path === "-") return { stream: process.stdin, size: undefined, bytesRead: () => 0 }
  const found = await stat(path).catch((error: unknown) => {
    throw new Failure(`there is no file ${path}`, exitCodes.notFound, error)
  })
  if (found.isDirectory()) throw new Failure(`${path} is a folder, not a JSONL file`, exitCodes.usage)
  const file = createReadStream(path)
  return { stream: unpacked(file, path), size: found.size, bytesRead: () => file.bytesRead }
}

function unpacked(file: Readable, path: string): AsyncIterable<Uint8Array> {
  if (!path.endsWith(".gz")) return file
  const plain = createGunzip()
  file.once("error", (error) => plain.destroy(error))
  return file.pipe(plain)
}

const newline = 10

/** Pieces of a file cut at line ends, whatever the file is coded in; `\r` before an end stays with the line. */
async function* cut(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = []
  for await (const chunk of stream) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)])
      pieces = []
      start = end + 1
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}

// A byte order mark is kept, so that only the one at the start of the file is dropped.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** What is wrong with the whole file, told by its first bytes; a file of another kind is not 10,000 broken lines. */
function wrongKind(first: Uint8Array, text: string): string | undefined {
  const [a, b] = first
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff))
    return "it is coded in UTF-16. Save it as UTF-8"
  if (a === 0x1f && b === 0x8b) return "it is packed. Give its name the ending .gz"
  if (text.startsWith("PAR1")) return "it is a Parquet file. Convert it to JSONL"
  if (/^\[\s*(\{|$)/.test(text))
    return "it is one JSON list, not a row a line. Convert it: jq -c '.[]' < in > out.jsonl"
  if (text === "{")
    return "it is one JSON object over several lines. A row stands in one line: jq -c . < in > out.jsonl"
  return undefined
}

function parse(number: number, text: string): Line {
  try {
    const row: unknown = JSON.parse(text)
    if (typeof row === "object" && row !== null && !Array.isArray(row))
      return { number, text, row: row as Row }
    // Lists of prompts are often just that: one text a line.
    if (typeof row === "string") return { number, text, row: { text: row } }
    return { number, text, problem: "the line is JSON, but neither an object with columns nor a text" }
  } catch (error) {
    return {
      number,
      text,
      problem: `the line is not JSON: ${error instanceof Error ? error.message : error}`,
    }
  }
}

/** The lines that are not blank. */
export async function* readRows({ stream }: Pick<Input, "stream">): AsyncGenerator<Line> {
  let number = 0
  for await (const bytes of cut(stream)) {
    number += 1
    const decoded = decode(bytes)
    const text = (decoded ?? "").replace(/^\uFEFF/, number === 1 ? "" : "\uFEFF").trim()
    if (number === 1) {
      const problem = wrongKind(bytes, text)
      if (problem) throw new Failure(`this is no JSONL file: ${problem}`, exitCodes.usage)
    }
    if (decoded === undefined)
      yield { number, text: Buffer.from(bytes).toString("latin1"), problem: "the line is not UTF-8" }
    else if (text !== "") yield parse(number, text)
  }
}
