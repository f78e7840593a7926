/** The members of a JSON list, one by one: a file of millions of records never stands in memory whole. */
import { createReadStream } from "node:fs"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"

const [quote, backslash, comma, openList, closeList, openObject, closeObject] = Buffer.from('"\\,[]{}')
const blank = new Set(Buffer.from(" \t\r\n"))
const byteOrderMark = new Set([0xef, 0xbb, 0xbf])
const notAList = "it is not a list of records, as records.to_json writes it. Is it another file?"

interface State {
  depth: number
  inText: boolean
  escaped: boolean
  ended: boolean
  /** Bytes of the member so far. */
  pieces: Uint8Array[]
}

const wrong = (name: string, what: string) => new Failure(`${name}: ${what}`, exitCodes.usage)

function parse(name: string, number: number, pieces: readonly Uint8Array[]): unknown {
  const text = Buffer.concat(pieces).toString("utf8")
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw wrong(
      name,
      `record ${number} is not JSON (${reason}). Was the file edited, or cut? Export it again`,
    )
  }
}

const isBlank = (pieces: readonly Uint8Array[]) =>
  pieces.every((piece) => piece.every((byte) => blank.has(byte)))

/** Takes one byte; answers whether a member ends before it. */
function step(state: State, byte: number): boolean {
  if (state.inText) {
    if (state.escaped) state.escaped = false
    else if (byte === backslash) state.escaped = true
    else if (byte === quote) state.inText = false
    return false
  }
  if (byte === quote) state.inText = true
  else if (byte === openList || byte === openObject) state.depth += 1
  else if (byte === closeList || byte === closeObject) {
    state.depth -= 1
    state.ended = state.depth === 0
    return state.ended
  } else return byte === comma && state.depth === 1
  return false
}

/** `name` is how the file is called in sentences; members are numbered from 1. */
export async function* readJsonItems(path: string, name: string): AsyncGenerator<unknown> {
  const state: State = { depth: 0, inText: false, escaped: false, ended: false, pieces: [] }
  let number = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0
      if (state.depth === 0) {
        if (blank.has(byte) || byteOrderMark.has(byte)) continue
        if (state.ended) throw wrong(name, `something follows the list of ${number} records`)
        if (byte !== openList) throw wrong(name, notAList)
        state.depth = 1
        from = at + 1
      } else if (step(state, byte)) {
        state.pieces.push(chunk.subarray(from, at))
        from = at + 1
        const none = state.ended && number === 0 && isBlank(state.pieces)
        if (!none) {
          number += 1
          yield parse(name, number, state.pieces)
        }
        state.pieces = []
      }
    }
    // A copy: the stream uses its memory again.
    if (state.depth > 0) state.pieces.push(Buffer.from(chunk.subarray(from)))
  }
  if (state.ended) return
  if (state.depth === 0) throw wrong(name, "it is empty")
  throw wrong(name, `it breaks off in record ${number + 1}: it was not written or copied to its end`)
}
