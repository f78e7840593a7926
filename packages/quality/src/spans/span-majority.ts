/** One list of spans from several: what more than half of the people marked. */
import type { Span } from "@loam/schema"
import { coverage } from "./coverage.ts"
import { bySpan, spanKey } from "./span-f1.ts"

export interface SpanMajorityOptions {
  /** A stretch or span is kept when its weighted share is greater than this; 0.5 unless told. */
  readonly share?: number
  /** Weight per answer, 1 unless given. */
  readonly weights?: ArrayLike<number>
}

/**
 * Offset majority: per label, the stretches of text that more than `share` of the people marked. A stretch is cut where
 * as many of them also put a border, so touching spans of one label stay apart. May cut through words: snap to token
 * borders afterwards.
 */
export function spanMajority(
  answers: readonly (readonly Span[])[],
  options: SpanMajorityOptions = {},
): Span[] {
  const { share = 0.5 } = options
  const weight = weightsOf(answers.length, options.weights)
  const needed = share * weight.reduce((sum, each) => sum + each, 0)
  const labels = new Set(answers.flatMap((spans) => spans.map((span) => span.label)))
  const kept: Span[] = []
  for (const label of labels) {
    const changes = new Map<number, number>()
    const borders = new Map<number, number>()
    answers.forEach((spans, answer) => {
      const own = weight[answer] ?? 0
      for (const { start, end } of coverage(spans).get(label) ?? []) {
        changes.set(start, (changes.get(start) ?? 0) + own)
        changes.set(end, (changes.get(end) ?? 0) - own)
      }
      for (const at of touchingBorders(spans, label)) {
        borders.set(at, (borders.get(at) ?? 0) + own)
        changes.set(at, changes.get(at) ?? 0)
      }
    })
    kept.push(...runs(label, changes, borders, needed))
  }
  return kept.sort(bySpan)
}

/** Walks the borders of one label from left to right and collects the stretches with enough weight. */
function runs(
  label: string,
  changes: ReadonlyMap<number, number>,
  borders: ReadonlyMap<number, number>,
  needed: number,
): Span[] {
  const result: Span[] = []
  let weight = 0
  let start: number | null = null
  for (const [at, change] of [...changes].sort(([a], [b]) => a - b)) {
    weight += change
    const inside = weight > needed + TOLERANCE
    const cut = (borders.get(at) ?? 0) > needed + TOLERANCE
    if (start !== null && (!inside || cut)) {
      result.push({ label, start, end: at })
      start = null
    }
    if (inside && start === null) start = at
  }
  return result
}

const TOLERANCE = 1e-9

/** Offsets where one answer ends one span of the label and starts another. */
function touchingBorders(spans: readonly Span[], label: string): number[] {
  const starts = new Set(spans.filter((span) => span.label === label).map((span) => span.start))
  const ends = new Set(spans.filter((span) => span.label === label).map((span) => span.end))
  return [...starts.intersection(ends)]
}

/** Exact majority: the spans more than `share` of the people marked with the same borders and label. */
export function exactSpanMajority(
  answers: readonly (readonly Span[])[],
  options: SpanMajorityOptions = {},
): Span[] {
  const { share = 0.5 } = options
  const weight = weightsOf(answers.length, options.weights)
  const needed = share * weight.reduce((sum, each) => sum + each, 0)
  const votes = new Map<string, { span: Span; weight: number }>()
  answers.forEach((spans, answer) => {
    // Twice the same span from one person is one vote.
    for (const [key, span] of new Map(spans.map((each) => [spanKey(each), each]))) {
      const vote = votes.get(key) ?? { span, weight: 0 }
      vote.weight += weight[answer] ?? 0
      votes.set(key, vote)
    }
  })
  const kept = [...votes.values()].filter((vote) => vote.weight > needed + TOLERANCE)
  return kept.map(({ span: { label, start, end } }) => ({ label, start, end })).sort(bySpan)
}

const weightsOf = (count: number, weights?: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: count }, (_, at) => (weights ? (weights[at] ?? 0) : 1))
