/** Reading a file must not depend on where the pieces that come from the disk happen to end. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { derivedIds } from "./external-ids.ts"
import { type Line, readRows } from "./lines.ts"

async function read(bytes: Uint8Array, cuts: readonly number[]): Promise<Line[]> {
  async function* pieces() {
    let at = 0
    for (const cut of cuts) {
      yield bytes.subarray(at, at + cut)
      at += cut
    }
    yield bytes.subarray(at)
  }
  const lines: Line[] = []
  for await (const line of readRows({ stream: pieces() })) lines.push(line)
  return lines
}

const row = fc.dictionary(
  fc.string({ unit: "grapheme" }),
  fc.oneof(fc.string({ unit: "grapheme" }), fc.double()),
)
const cuts = fc.array(fc.nat({ max: 11 }))

describe("readRows", () => {
  it("finds every row with its line number, whatever the line ends and cuts", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(row, fc.constant(null))),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        cuts,
        async (rows, end, mark, places) => {
          // `null` stands for a blank line.
          const texts = rows.map((each) => (each === null ? "" : JSON.stringify(each)))
          const bytes = new TextEncoder().encode(`${mark ? "\uFEFF" : ""}${texts.join(end)}`)
          const expected = texts.flatMap((text, index) =>
            text === "" ? [] : [{ number: index + 1, text, row: JSON.parse(text) }],
          )
          expect(await read(bytes, places)).toEqual(expected)
        },
      ),
    ))
})

describe("derivedIds", () => {
  it("are different within a file, and stay with the rows when others come or go around them", () =>
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (texts, others) => {
        const idsOf = (lines: readonly string[]) => {
          const idOf = derivedIds()
          return lines.map((line, index) => idOf({}, line, index))
        }
        const ids = idsOf(texts).map((id) => JSON.stringify(id))
        expect(new Set(ids).size).toBe(ids.length)
        const strangers = others.filter((other) => !texts.includes(other))
        expect(idsOf([...strangers, ...texts]).slice(strangers.length)).toEqual(idsOf(texts))
      }),
    ))
})
