import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readLines } from "./ndjson-lines.ts"

async function cut(chunks: readonly Uint8Array[], longest = 1_000) {
  const lines: [number, string | null][] = []
  const body = (async function* () {
    yield* chunks
  })()
  for await (const { number, bytes } of readLines(body, longest)) {
    lines.push([number, bytes && Buffer.from(bytes).toString()])
  }
  return lines
}

describe("lines of a body", () => {
  it("are the same wherever the chunks are cut", async () => {
    const texts = fc.array(
      fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\n")),
    )
    const cuts = fc.array(fc.nat(200))
    await fc.assert(
      fc.asyncProperty(texts, cuts, fc.boolean(), async (lines, positions, ended) => {
        const body = Buffer.from(lines.join("\n") + (ended && lines.length > 0 ? "\n" : ""))
        const at = [0, ...positions.filter((each) => each < body.length).sort((a, b) => a - b), body.length]
        const chunks = at.slice(1).map((end, index) => body.subarray(at[index], end))
        // What follows the last line end is a line only if there is something.
        const expected = ended || lines.at(-1) !== "" ? lines : lines.slice(0, -1)
        expect((await cut(chunks)).map(([, text]) => text)).toEqual(expected)
      }),
    )
  })

  it("are let go when too long, and those after them are not", async () => {
    const chunks = ["ok\n", "x".repeat(60), "y".repeat(60), "\nstill ok\n", "z".repeat(200)].map((text) =>
      Buffer.from(text),
    )
    expect(await cut(chunks, 100)).toEqual([
      [1, "ok"],
      [2, null],
      [3, "still ok"],
      [4, null],
    ])
  })
})
