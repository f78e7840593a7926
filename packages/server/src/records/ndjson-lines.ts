/** Cuts a body into lines as it arrives, holding one line at most. */

export interface Line {
  /** Counted from 1. */
  readonly number: number
  /** `null`: longer than the limit, and let go. */
  readonly bytes: Uint8Array | null
}

const newline = 10

/** Collects the pieces of a line; they are joined once, when it ends. */
function lineCollector(longestBytes: number) {
  let pieces: Uint8Array[] = []
  let size = 0
  const joined = () => {
    if (size > longestBytes) return null
    const [first] = pieces
    return pieces.length === 1 && first ? first : Buffer.concat(pieces)
  }
  return {
    isEmpty: () => size === 0,
    add: (piece: Uint8Array) => {
      size += piece.length
      if (size > longestBytes) pieces = []
      else if (piece.length > 0) pieces.push(piece)
    },
    /** The line, and on to the next. */
    take: () => {
      const bytes = joined()
      pieces = []
      size = 0
      return bytes
    },
  }
}

export async function* readLines(
  body: AsyncIterable<Uint8Array>,
  longestBytes: number,
): AsyncGenerator<Line> {
  const line = lineCollector(longestBytes)
  let number = 0
  for await (const chunk of body) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      line.add(chunk.subarray(start, end))
      number += 1
      yield { number, bytes: line.take() }
      start = end + 1
    }
    line.add(chunk.subarray(start))
  }
  if (!line.isEmpty()) yield { number: number + 1, bytes: line.take() }
}
