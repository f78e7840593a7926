import { checkValue, codePointLength, type Span } from "@loam/schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRuler, neighbourUnit, snap, unitAt, wholeGraphemes } from "./offsets.ts"
import { mark, piecesOf, replace, toValue } from "./span-list.ts"

const pieces = [
  "a",
  "Zoë",
  "e\u0301",
  "👩‍👩‍👧‍👦",
  "🇩🇪",
  "🇫🇷",
  "👍🏽",
  "नि",
  "한",
  "\u200d",
  "𝒳",
  " ",
  "\n",
  ".",
  "日本語",
  "שלום",
]
const text = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.join(""))
const graphemes = (of: string) => [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(of)]
const boundaries = (of: string) => new Set([...graphemes(of).map(({ index }) => index), of.length])
/** What Python's slice says. */
const slice = (of: string, start: number, end: number) => [...of].slice(start, end).join("")

describe("offsets", () => {
  it("split a grapheme, or lose what was selected", () => {
    fc.assert(
      fc.property(
        text,
        fc.nat(90),
        fc.nat(90),
        fc.constantFrom("word" as const, "grapheme" as const),
        (of, a, b, unit) => {
          const wanted = { start: a % (of.length + 1), end: b % (of.length + 1) }
          const snapped = snap(of, wanted, unit)
          if (!snapped) return
          const edges = boundaries(of)
          expect(edges.has(snapped.start) && edges.has(snapped.end)).toBe(true)
          expect(snapped.end).toBeGreaterThan(snapped.start)
          expect(snap(of, snapped, unit), "snapping again changes nothing").toEqual(snapped)
          if (unit === "grapheme") {
            expect(snapped.start).toBeLessThanOrEqual(Math.min(wanted.start, wanted.end))
            expect(snapped.end).toBeGreaterThanOrEqual(Math.max(wanted.start, wanted.end))
          }
        },
      ),
    )
  })

  it("differ from what Python slices", () => {
    fc.assert(
      fc.property(text, fc.nat(90), fc.nat(90), (of, a, b) => {
        const whole = wholeGraphemes(of, { start: a % (of.length + 1), end: b % (of.length + 1) })
        if (!whole) return
        const { toPoints, toUnits, length } = createRuler(of)
        const [start, end] = [toPoints(whole.start), toPoints(whole.end)]
        expect(slice(of, start, end)).toBe(of.slice(whole.start, whole.end))
        expect([toUnits(start), toUnits(end)]).toEqual([whole.start, whole.end])
        expect(length).toBe(codePointLength(of))
      }),
    )
  })

  it("leave the space around a word, half a word, or a family, on their way", () => {
    const of = "Hi Zoë, meet 👩‍👩‍👧‍👦 in 🇩🇪🇫🇷."
    const word = (start: number, end: number) => {
      const found = snap(of, { start, end }, "word")
      return found && of.slice(found.start, found.end)
    }
    expect(word(2, 5)).toBe("Zoë")
    expect(word(13, 15)).toBe("👩‍👩‍👧‍👦")
    expect(word(of.indexOf("🇩🇪") + 1, of.indexOf("🇩🇪") + 2)).toBe("🇩🇪")
    expect(word(2, 3)).toBeNull()
  })

  it("stand still or step over a unit when keys walk through the text", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("word" as const, "grapheme" as const), (of, unit) => {
        let at = unitAt(of, unit, 0)
        let seen = ""
        for (let steps = 0; at && steps < 100; steps += 1) {
          seen += of.slice(at.start, at.end)
          const next = neighbourUnit(of, unit, at, 1)
          if (next) expect(next.start).toBeGreaterThanOrEqual(at.end)
          at = next
        }
        expect(seen.replace(/\s/g, "")).toBe(of.replace(/\s/g, ""))
      }),
    )
  })
})

const span = fc
  .record({ label: fc.constantFrom("A", "B"), start: fc.nat(20), length: fc.integer({ min: 1, max: 8 }) })
  .map(({ label, start, length }): Span => ({ label, start, end: start + length }))
const settings = {
  type: "span" as const,
  field: "text",
  options: ["A", "B"].map((value) => ({ value, text: value, description: null })),
  visible_options: null,
  allow_character_annotation: true,
}

describe("marking", () => {
  it("makes answers that the server refuses, deletes a span silently, or never takes one away", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), fc.boolean(), (wanted, allow_overlapping) => {
        let spans: readonly Span[] = []
        for (const each of wanted) {
          const marked = mark(spans, each, allow_overlapping)
          if (!marked.ok) continue
          expect(marked.spans.length).toBeGreaterThanOrEqual(spans.length - 1)
          if (marked.current) expect(marked.spans.length).toBeGreaterThanOrEqual(spans.length)
          spans = marked.spans
        }
        const context = { submitted: true, fields: { text: "x".repeat(40) } }
        expect(checkValue({ ...settings, allow_overlapping }, toValue(spans), context).ok).toBe(true)
        const covered = piecesOf(spans, 40)
        expect(covered.map(({ start, end }) => end - start).reduce((a, b) => a + b, 0)).toBe(40)
        for (const piece of covered) {
          const over = spans.filter(({ start, end }) => start <= piece.start && end >= piece.end)
          expect(new Set(piece.spans)).toEqual(new Set(over))
        }
      }),
    )
  })

  it("moves an edge over a neighbour where spans may not overlap", () => {
    const [a, b]: [Span, Span] = [
      { label: "A", start: 0, end: 3 },
      { label: "B", start: 4, end: 6 },
    ]
    expect(replace([a, b], a, { ...a, end: 5 }, false)).toEqual({ ok: false, inTheWay: b })
    expect(replace([a, b], a, { ...a, label: "B" }, false)).toMatchObject({
      ok: true,
      current: { label: "B" },
    })
  })
})
