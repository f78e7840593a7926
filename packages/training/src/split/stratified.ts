/** Splits that keep the shares of a label in every part: for small or uneven data, at the price of a second pass. */
import { compare } from "../source/answers.ts"
import { groupId } from "./group.ts"
import { boundaries, placeOf, type SplitOptions, type Splitter } from "./split.ts"

export interface GroupStratum {
  /** The group text of an example. */
  readonly group: string
  /** Its label, say; a group seen under several takes the first in order. */
  readonly stratum: string
}

interface Placed {
  readonly id: string
  readonly place: number
}

/** Whole numbers that share out a total most fairly: the largest remainders get what rounding down leaves. */
export function largestRemainder(total: number, shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * total)
  const counts = exact.map((value) => Math.floor(value + 1e-9))
  const order = exact
    .map((value, index) => ({ index, rest: value - (counts[index] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  const left = total - counts.reduce((sum, count) => sum + count, 0)
  for (const { index } of order.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

/** Gathers groups as they are read: 16 bytes of text a group and its label, not its prompt. */
export function createStrata(): {
  readonly add: (one: GroupStratum) => void
  readonly size: () => number
  readonly plan: (options: SplitOptions) => Splitter
} {
  const stratumOf = new Map<string, string>()
  return {
    add({ group, stratum }) {
      const id = groupId(group)
      const known = stratumOf.get(id)
      if (known === undefined || compare(stratum, known) < 0) stratumOf.set(id, stratum)
    },
    size: () => stratumOf.size,
    plan: (options) => planOf(stratumOf, options),
  }
}

function strata(stratumOf: ReadonlyMap<string, string>, seed: string): Map<string, Placed[]> {
  const members = new Map<string, Placed[]>()
  for (const [id, stratum] of stratumOf) {
    const placed = { id, place: placeOf(seed, id) }
    const mates = members.get(stratum)
    if (mates === undefined) members.set(stratum, [placed])
    else mates.push(placed)
  }
  return members
}

/**
 * Reads all groups, then assigns each stratum's members by their hash order in the wanted numbers. The order of the
 * groups does not matter; adding data may move the few rows at the quotas' edges.
 */
export function planSplits(groups: Iterable<GroupStratum>, options: SplitOptions): Splitter {
  const gathered = createStrata()
  for (const one of groups) gathered.add(one)
  return gathered.plan(options)
}

function planOf(stratumOf: ReadonlyMap<string, string>, options: SplitOptions): Splitter {
  const ends = boundaries(options.parts)
  const shares = ends.map(({ end }, index) => end - (ends[index - 1]?.end ?? 0))
  const partOf = new Map<string, string>()
  for (const members of strata(stratumOf, options.seed).values()) {
    const order = members.sort((a, b) => a.place - b.place || compare(a.id, b.id))
    let from = 0
    for (const [index, count] of largestRemainder(order.length, shares).entries()) {
      for (const { id } of order.slice(from, from + count)) partOf.set(id, ends[index]?.part ?? "")
      from += count
    }
  }
  const rest = ends.at(-1)?.part ?? ""
  return (group) => partOf.get(groupId(group)) ?? rest
}
