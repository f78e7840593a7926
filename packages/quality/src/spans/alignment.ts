/** The best alignment of several people's spans: which marks are meant to be the same, found exactly. */
import type { Span } from "@loam/schema"

export interface Dissimilarity {
  /** Weight of the difference in position; 3 unless told. */
  readonly position?: number
  /** Weight of a different label; 1 unless told. */
  readonly label?: number
  /** Cost of aligning a mark with nothing; 1 unless told. */
  readonly nothing?: number
}

/** Distance of two marks: position · ((|Δstart| + |Δend|) / (summed lengths))² + label · [labels differ], times nothing. */
export function markDistance(a: Span, b: Span, costs: Dissimilarity = {}): number {
  const { position = 3, label = 1, nothing = 1 } = costs
  const shift = Math.abs(a.start - b.start) + Math.abs(a.end - b.end)
  const lengths = a.end - a.start + (b.end - b.start)
  return nothing * (position * (shift / lengths) ** 2 + (a.label === b.label ? 0 : label))
}

interface Mark {
  readonly span: Span
  readonly person: number
}

/** A group of marks of different people (indexes into the sorted marks, ascending) and what aligning them costs. */
interface Group {
  readonly members: readonly number[]
  readonly cost: number
}

/** States or groups looked at in one place before giving up: about a tenth of a second. */
const BUDGET = 200_000

/**
 * Least total cost of partitioning all marks into groups with at most one mark of each person, a group costing the mean
 * over all pairs of people of the distance of their marks, where a missing mark makes the pair cost `nothing` (Mathet,
 * Widlöcher & Métivier 2015). Exact for any number of people; null when the marks overlap in too many ways.
 */
export function bestAlignment(
  answers: readonly (readonly Span[])[],
  costs: Dissimilarity = {},
): number | null {
  const marks = answers
    .flatMap((spans, person) => spans.map((span): Mark => ({ span, person })))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.person - b.person)
  const groups = marks.map((_, first) => groupsFrom(marks, first, answers.length, costs))
  if (groups.some((own) => own === null)) return null
  return cheapestPartition(
    marks.length,
    groups.filter((own) => own !== null),
  )
}

/**
 * All groups worth considering whose first mark is `first`. A mark that adds more to a group than the cost of leaving
 * it alone is never in a best group, which keeps groups to marks near each other.
 */
function groupsFrom(
  marks: readonly Mark[],
  first: number,
  people: number,
  costs: Dissimilarity,
): Group[] | null {
  const { nothing = 1 } = costs
  const pairs = (people * (people - 1)) / 2
  const groups: Group[] = []
  let looked = 0
  const distance = (a: number, b: number) => {
    const [one, other] = [marks[a], marks[b]]
    return one && other ? markDistance(one.span, other.span, costs) : 0
  }
  const extend = (members: readonly number[], spread: number) => {
    groups.push({
      members,
      cost: (spread + (pairs - (members.length * (members.length - 1)) / 2) * nothing) / pairs,
    })
    const last = members.at(-1) ?? first
    for (let next = last + 1; next < marks.length && ++looked <= BUDGET; next++) {
      if (members.some((member) => marks[member]?.person === marks[next]?.person)) continue
      const added = members.reduce((sum, member) => sum + distance(member, next), 0)
      // Any larger group with both would pay at least this one distance for keeping them together.
      if (members.some((member) => distance(member, next) >= (pairs + people - 1) * nothing)) continue
      extend([...members, next], spread + added)
    }
  }
  extend([first], 0)
  if (looked > BUDGET) return null
  return groups.filter(({ members, cost }) => cost <= members.length * nothing + 1e-12)
}

/** Marks further apart than this (in sorted order) cannot be held in one state: a bit mask of 32. */
const WINDOW = 31

/**
 * Covers the marks from left to right. A state before mark `at` is which of the next 31 marks are covered already (bit 0
 * is mark `at`), with the least cost that leads there.
 */
function cheapestPartition(count: number, groups: readonly (readonly Group[])[]): number | null {
  let states = new Map([[0, 0]])
  for (let at = 0; at < count; at++) {
    const own = (groups[at] ?? []).map(({ members, cost }) => ({
      cost,
      reach: (members.at(-1) ?? at) - at,
      members,
    }))
    if (states.size > BUDGET || own.some(({ reach }) => reach >= WINDOW)) return null
    const masks = own.map(({ members, cost }) => ({
      cost,
      mask: members.reduce((bits, m) => bits | (1 << (m - at)), 0),
    }))
    const next = new Map<number, number>()
    const reached = (covered: number, cost: number) => {
      const state = covered >>> 1
      if (cost < (next.get(state) ?? Number.POSITIVE_INFINITY)) next.set(state, cost)
    }
    for (const [covered, cost] of states) {
      if ((covered & 1) === 1) reached(covered, cost)
      else
        for (const group of masks)
          if ((group.mask & covered) === 0) reached(covered | group.mask, cost + group.cost)
    }
    states = next
  }
  return states.get(0) ?? null
}
