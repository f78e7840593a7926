/** The value of an answer or suggestion as the wire has it, from the forms that files have. */
import type { Json } from "@loam/schema"

interface Members {
  readonly [name: string]: Json
}

const isMembers = (value: Json): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** `datasets` turns a list of objects into an object of lists. */
function rows(value: Json): Json {
  if (!isMembers(value)) return value
  const lists = Object.entries(value).filter((entry): entry is [string, Json[]] => Array.isArray(entry[1]))
  const length = Math.max(0, ...lists.map(([, list]) => list.length))
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(lists.map(([name, list]) => [name, list[index] ?? null])),
  )
}

const each = (value: Json, change: (member: Json, index: number) => Json): Json => {
  const list = rows(value)
  return Array.isArray(list) ? list.map(change) : list
}

/** The package writes the order alone. */
const ranked = (member: Json, index: number): Json => {
  if (typeof member === "string") return { value: member, rank: index + 1 }
  return isMembers(member) ? { value: member.value ?? null, rank: member.rank ?? null } : member
}

/** Without the text, which the field has, and without scores that are none. */
const span = (member: Json): Json => {
  if (!isMembers(member)) return member
  const { text: _, score, ...rest } = member
  return score === null || score === undefined ? rest : { ...rest, score }
}

export function questionValue(type: string | undefined, value: Json): Json {
  if (value === null) return null
  if (type === "ranking") return each(value, ranked)
  if (type === "span") return each(value, span)
  return value
}
