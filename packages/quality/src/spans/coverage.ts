/** Stretches of text as sorted, disjoint intervals: covered length and overlap without walking single characters. */
import type { Span } from "@loam/schema"

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** The offsets a label covers, as sorted disjoint stretches; touching and overlapping spans become one. */
export function coverage(spans: readonly Span[]): Map<string, Stretch[]> {
  const byLabel = Map.groupBy(spans, (span) => span.label)
  return new Map([...byLabel].map(([label, own]) => [label, merged(own)]))
}

function merged(spans: readonly Stretch[]): Stretch[] {
  const sorted = [...spans].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)
  const result: { start: number; end: number }[] = []
  for (const { start, end } of sorted) {
    const last = result.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else result.push({ start, end })
  }
  return result
}

export const coveredLength = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0)

/** Length covered by both lists. */
export function commonLength(a: readonly Stretch[], b: readonly Stretch[]): number {
  let common = 0
  let at = 0
  for (const { start, end } of a) {
    while (at > 0 && (b[at - 1]?.end ?? 0) > start) at--
    for (let other = b[at]; other && other.start < end; other = b[++at]) {
      common += Math.max(0, Math.min(end, other.end) - Math.max(start, other.start))
    }
  }
  return common
}
