/** Cutting and joining must not depend on where a piece happens to end. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { batchesOf, readAhead } from "./batches.ts"
import { readLines } from "./ndjson.ts"

async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of source) items.push(item)
  return items
}

describe("batchesOf", () => {
  it("loses, doubles and reorders nothing, keeps both limits, and says where each batch begins", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 40 })),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 60 }),
        async (texts, items, characters) => {
          const batches = await collect(readAhead(batchesOf(texts, { items, characters })))
          expect(batches.flatMap((batch) => batch.items)).toEqual(texts)
          let start = 0
          for (const batch of batches) {
            expect(batch.start).toBe(start)
            start += batch.items.length
            expect(batch.items.length).toBeLessThanOrEqual(items)
            const size = batch.items.reduce((sum, text) => sum + JSON.stringify(text).length, 0)
            if (batch.items.length > 1) expect(size).toBeLessThanOrEqual(characters)
          }
        },
      ),
    ))
})

describe("readAhead", () => {
  it("hands a failure of its source on, after what came before it", async () => {
    async function* failing() {
      yield 1
      yield 2
      throw new Error("the file ends here")
    }
    const seen: number[] = []
    const reading = (async () => {
      for await (const item of readAhead(failing())) seen.push(item)
    })()
    await expect(reading).rejects.toThrow("the file ends here")
    expect(seen).toEqual([1, 2])
  })
})

describe("readLines", () => {
  it("gives the same lines however the answer is cut, also inside a letter", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " "))),
        fc.array(fc.nat({ max: 9 })),
        async (lines, cuts) => {
          const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""))
          const body = new ReadableStream<Uint8Array>({
            start(controller) {
              let at = 0
              for (const cut of cuts) {
                controller.enqueue(bytes.slice(at, at + cut))
                at += cut
              }
              controller.enqueue(bytes.slice(at))
              controller.close()
            },
          })
          expect(await collect(readLines(new Response(body)))).toEqual(lines)
        },
      ),
    ))
})
