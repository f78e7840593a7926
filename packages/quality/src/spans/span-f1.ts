/** How well two people's marked spans agree: precision, recall and F1 by exact span, by offset, or by overlap. */
import type { Span } from "@loam/schema"
import { commonLength, coverage, coveredLength } from "./coverage.ts"

/**
 * `exact`: same start, end and label. `offset`: labelled code points in common, so near misses count by how much they
 * share. `partial`: one-to-one pairs of overlapping spans with one label, best overlap (by IoU) first.
 */
export type SpanMatch = "exact" | "offset" | "partial"

/** Of `b` against `a` as the reference. Two empty answers agree fully (all 1); F1 is the same both ways round. */
export interface SpanF1 {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

export function spanF1(a: readonly Span[], b: readonly Span[], match: SpanMatch = "offset"): SpanF1 {
  const { common, sizeA, sizeB } = MATCHES[match](a, b)
  const precision = sizeB === 0 ? 1 : common / sizeB
  const recall = sizeA === 0 ? 1 : common / sizeA
  const both = precision + recall
  return { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / both }
}

interface Overlap {
  readonly common: number
  readonly sizeA: number
  readonly sizeB: number
}

const MATCHES: { readonly [Match in SpanMatch]: (a: readonly Span[], b: readonly Span[]) => Overlap } = {
  exact: (a, b) => {
    const left = new Map<string, number>()
    for (const span of b) left.set(spanKey(span), (left.get(spanKey(span)) ?? 0) + 1)
    const common = a.filter((span) => {
      const times = left.get(spanKey(span)) ?? 0
      left.set(spanKey(span), times - 1)
      return times > 0
    }).length
    return { common, sizeA: a.length, sizeB: b.length }
  },
  offset: (a, b) => {
    const [coverA, coverB] = [coverage(a), coverage(b)]
    let common = 0
    for (const [label, stretches] of coverA) common += commonLength(stretches, coverB.get(label) ?? [])
    return { common, sizeA: totalOf(coverA), sizeB: totalOf(coverB) }
  },
  partial: (a, b) => ({
    common: matchedByOverlap(a.toSorted(bySpan), b.toSorted(bySpan)),
    sizeA: a.length,
    sizeB: b.length,
  }),
}

/** Start, end and label as one text. */
export const spanKey = ({ start, end, label }: Span): string => `${start}:${end}:${label}`

/** By start, then end, then label. */
export const bySpan = (a: Span, b: Span): number =>
  a.start - b.start || a.end - b.end || Number(a.label > b.label) - Number(a.label < b.label)

const totalOf = (cover: ReturnType<typeof coverage>): number =>
  [...cover.values()].reduce((sum, stretches) => sum + coveredLength(stretches), 0)

/** Greedy by overlap; sorted spans make ties fall the same way whatever order they were marked in. */
function matchedByOverlap(a: readonly Span[], b: readonly Span[]): number {
  const candidates = a.flatMap((one, i) =>
    b.flatMap((other, j) => {
      const overlap = Math.min(one.end, other.end) - Math.max(one.start, other.start)
      if (one.label !== other.label || overlap <= 0) return []
      return [{ i, j, iou: overlap / (Math.max(one.end, other.end) - Math.min(one.start, other.start)) }]
    }),
  )
  const usedA = new Set<number>()
  const usedB = new Set<number>()
  for (const { i, j } of candidates.sort((x, y) => y.iou - x.iou || x.i - y.i || x.j - y.j)) {
    if (usedA.has(i) || usedB.has(j)) continue
    usedA.add(i)
    usedB.add(j)
  }
  return usedA.size
}
