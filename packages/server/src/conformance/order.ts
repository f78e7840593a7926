/** Which element of a list stands for which expected one. */
import type { Json } from "@loam/schema"

const score = /^<score \d+>$/
export const isScore = (value: Json | undefined): boolean => typeof value === "string" && score.test(value)

type Item = { [key: string]: Json }
const isItem = (value: Json | undefined): value is Item =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** An element's id; that of a search hit is its record's. */
function idOf(item: Json | undefined): string | undefined {
  if (!isItem(item)) return undefined
  const { id } = isItem(item.record) ? item.record : item
  return typeof id === "string" ? id : undefined
}

/** The names of an expected and a found element, where both are known. */
export function placesOf(item: Json, other: Json, ids: ReadonlyMap<string, string>): [string, string] {
  const wanted = idOf(item)
  if (wanted && ids.get(wanted) === idOf(other)) return ["", ""]
  const given = [...ids].find(([, id]) => id === idOf(other))?.[0]
  return wanted && given && ids.has(wanted) ? [wanted, given] : ["", ""]
}

/** Hits that fit equally well come in any order: those found are put in the expected one. */
export function inOrderOf(
  expected: readonly Json[],
  found: readonly Json[],
  ids: ReadonlyMap<string, string>,
): readonly Json[] {
  const ordered = [...found]
  const scores = expected.map((item) => (isItem(item) ? item.query_score : undefined))
  for (const [index, item] of expected.entries()) {
    if (!isScore(scores[index])) continue
    const id = ids.get(idOf(item) ?? "")
    const last = scores.lastIndexOf(scores[index])
    const end = last === expected.length - 1 ? ordered.length : last + 1
    const place = ordered.findIndex((other, at) => at >= index && at < end && id && idOf(other) === id)
    const [moved] = place > index ? ordered.splice(place, 1) : []
    if (moved !== undefined) ordered.splice(index, 0, moved)
  }
  return ordered
}
