/** Assigns rows to splits by prompt group: the same group always lands on the same side. */
import { hashFraction } from "../hash/hash.ts"
import { groupId } from "./group.ts"

export interface SplitOptions {
  /** Changes every assignment; keep it to keep the split. */
  readonly seed: string
  /** Shares by name, such as `{train: 0.9, test: 0.1}`; together 1. */
  readonly parts: Readonly<Record<string, number>>
}

/** A function from a row's group text to the name of its split. */
export type Splitter = (group: string) => string

export class SplitError extends Error {
  override name = "SplitError"
}

// Hugging Face accepts these names only; a dash would make the file unreadable there.
const name = /^\w+(\.\w+)*$/

function check(parts: SplitOptions["parts"]): [string, number][] {
  const entries = Object.entries(parts)
  const total = entries.reduce((sum, [, share]) => sum + share, 0)
  const bad = entries.find(([part, share]) => !name.test(part) || !(share >= 0 && share <= 1))
  if (bad !== undefined) {
    throw new SplitError(
      `The split '${bad[0]}: ${bad[1]}' needs a name of letters, digits and _, and a share from 0 to 1.`,
    )
  }
  // Shares that people compute, such as 0.7 + 0.2 + 0.1, miss 1 by rounding.
  if (entries.length === 0 || Math.abs(total - 1) > 1e-6) {
    throw new SplitError(`The shares of the splits must add up to 1, they add up to ${total}.`)
  }
  return entries
}

/**
 * Upper ends of the splits on [0, 1). The largest split takes what the others leave, so that growing a test split
 * moves rows out of training only.
 */
export function boundaries(
  parts: SplitOptions["parts"],
): readonly { readonly part: string; readonly end: number }[] {
  const entries = check(parts)
  const rest = entries.reduce((most, one) => (one[1] > most[1] ? one : most))
  let end = 0
  const ends = entries
    .filter((one) => one !== rest)
    .map(([part, share]) => {
      end += share
      return { part, end }
    })
  return [...ends, { part: rest[0], end: 1 }]
}

/** The place of a group on [0, 1): depends on the seed and the group alone, never on other rows. */
export function placeOf(seed: string, id: string): number {
  return hashFraction(`${seed}:${id}`)
}

/** A splitter that looks at nothing but the group: adding data moves no row that was there before. */
export function createSplitter({ seed, parts }: SplitOptions): Splitter {
  const ends = boundaries(parts)
  const last = ends.at(-1)?.part ?? ""
  let previous: { group: string; part: string } | undefined // rows of one prompt come one after the other
  return (group) => {
    if (previous?.group === group) return previous.part
    const place = placeOf(seed, groupId(group))
    const part = ends.find(({ end }) => place < end)?.part ?? last
    previous = { group, part }
    return part
  }
}
