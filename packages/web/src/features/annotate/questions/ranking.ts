/** Ranks of options: read from an answer, moved, tied, taken away, and written back. Pure. */
import type { Json, Option } from "@loam/schema"

/** Option value → rank, from 1; options without a rank are absent. Equal ranks are ties. */
export type Ranks = ReadonlyMap<string, number>

export function ranksOf(value: Json | undefined, options: readonly Option[]): Ranks {
  const ranks = new Map<string, number>()
  if (!Array.isArray(value)) return ranks
  const known = new Set(options.map((option) => option.value))
  for (const item of value) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) continue
    const rank = Number(item.rank)
    const fits = Number.isInteger(rank) && rank >= 1 && rank <= options.length
    if (typeof item.value === "string" && known.has(item.value) && fits) ranks.set(item.value, rank)
  }
  return ranks
}

/** Best first, ties in the order of the options: equal rankings are equal answers. */
export function rankingOf(ranks: Ranks, options: readonly Option[]): Json {
  return options
    .flatMap(({ value }) => {
      const rank = ranks.get(value)
      return rank === undefined ? [] : [{ value, rank }]
    })
    .sort((one, other) => one.rank - other.rank)
}

/** Puts one option on a rank, beside whatever is there; `null` takes its rank away. */
export function place(ranks: Ranks, value: string, rank: number | null): Ranks {
  const next = new Map(ranks)
  if (rank === null) next.delete(value)
  else next.set(value, rank)
  return next
}

/** One rank up (-1) or down (1); from no rank at all, up leads to the last one. */
export function step(ranks: Ranks, value: string, by: 1 | -1, last: number): Ranks {
  const rank = ranks.get(value)
  if (rank === undefined) return by === -1 ? place(ranks, value, last) : ranks
  return place(ranks, value, Math.min(Math.max(rank + by, 1), last))
}

/** Ties an option with the nearest better one. */
export function tie(ranks: Ranks, value: string): Ranks {
  const own = ranks.get(value) ?? Number.POSITIVE_INFINITY
  const better = [...ranks].filter(([other, rank]) => other !== value && rank <= own).map(([, rank]) => rank)
  return better.length > 0 ? place(ranks, value, Math.max(...better)) : ranks
}

export const firstUnranked = (ranks: Ranks, options: readonly Option[]) =>
  options.find(({ value }) => !ranks.has(value))?.value ?? null

/** "B: rank 2, tied with C", for the ear. */
export function tell(ranks: Ranks, value: string, options: readonly Option[]): string {
  const textOf = (wanted: string) => options.find((option) => option.value === wanted)?.text ?? wanted
  const rank = ranks.get(value)
  if (rank === undefined) return `${textOf(value)}: no rank`
  const tied = options.filter((option) => option.value !== value && ranks.get(option.value) === rank)
  const beside = tied.length > 0 ? `, tied with ${tied.map((option) => option.text).join(", ")}` : ""
  return `${textOf(value)}: rank ${rank}${beside}`
}

/**
 * What digit `index` does: the focused option, or else the first without a rank, goes to that rank. The 0 of short
 * rankings takes the focused option's rank away.
 */
export function rankByKey(
  ranks: Ranks,
  options: readonly Option[],
  index: number,
  focused: string | null,
): Ranks | null {
  const target = focused ?? firstUnranked(ranks, options)
  if (target === null) return null
  if (index < options.length) return place(ranks, target, index + 1)
  return index === 9 && focused !== null ? place(ranks, focused, null) : null
}
