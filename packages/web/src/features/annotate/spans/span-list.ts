/** The spans of an answer: read, added, relabelled, moved, removed. Offsets are code points. Pure. */
import type { Json, Span } from "@loam/schema"

export type { Span }

export function spansOf(value: Json | undefined): readonly Span[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return []
    const { label, start, end } = item
    const fits =
      typeof label === "string" && typeof start === "number" && typeof end === "number" && end > start
    return fits ? [{ label, start, end }] : []
  })
}

/** In reading order, so that equal markings are equal answers. */
export const toValue = (spans: readonly Span[]): Json =>
  [...spans]
    .sort((a, b) => a.start - b.start || a.end - b.end || a.label.localeCompare(b.label))
    .map(({ label, start, end }) => ({ label, start, end }))

type Place = Pick<Span, "start" | "end">

export const samePlace = (one: Place, other: Place) => one.start === other.start && one.end === other.end
export const sameSpan = (one: Span, other: Span) => samePlace(one, other) && one.label === other.label
const touches = (one: Place, other: Place) => one.start < other.end && other.start < one.end

export type Marked =
  | { readonly ok: true; readonly spans: readonly Span[]; readonly current: Span | null }
  /** Another span is in the way: nothing is deleted to make room. */
  | { readonly ok: false; readonly inTheWay: Span }

/**
 * Marks a stretch. The same stretch again is relabelled, or gets a second label where spans may overlap; with the same
 * label it is taken away.
 */
export function mark(spans: readonly Span[], span: Span, overlapping: boolean): Marked {
  if (spans.some((each) => sameSpan(each, span))) {
    return { ok: true, spans: spans.filter((each) => !sameSpan(each, span)), current: null }
  }
  if (overlapping) return { ok: true, spans: [...spans, span], current: span }
  const others = spans.filter((each) => !samePlace(each, span))
  const inTheWay = others.find((each) => touches(each, span))
  return inTheWay ? { ok: false, inTheWay } : { ok: true, spans: [...others, span], current: span }
}

/** Another label or other edges for one span. */
export function replace(spans: readonly Span[], old: Span, fresh: Span, overlapping: boolean): Marked {
  const others = spans.filter((each) => !sameSpan(each, old))
  if (others.some((each) => sameSpan(each, fresh))) return { ok: true, spans: others, current: fresh }
  const inTheWay = overlapping ? undefined : others.find((each) => touches(each, fresh))
  return inTheWay ? { ok: false, inTheWay } : { ok: true, spans: [...others, fresh], current: fresh }
}

/** A piece of text under the same spans from end to end. */
export interface Piece {
  readonly start: number
  readonly end: number
  /** Those that cover it, longest first. */
  readonly spans: readonly Span[]
}

/** Cuts `[0, length)` where spans begin or end. */
export function piecesOf(spans: readonly Span[], length: number): Piece[] {
  const inside = spans.filter((span) => span.start >= 0 && span.end <= length)
  const cuts = [...new Set([0, length, ...inside.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  const open = [...inside].sort((a, b) => a.start - b.start)
  let live: Span[] = []
  let next = 0
  return cuts.slice(0, -1).map((start, index) => {
    live = live.filter((span) => span.end > start)
    while ((open[next]?.start ?? Number.POSITIVE_INFINITY) <= start) live.push(open[next++] as Span)
    return {
      start,
      end: cuts[index + 1] ?? length,
      spans: [...live].sort((a, b) => b.end - b.start - (a.end - a.start)),
    }
  })
}
