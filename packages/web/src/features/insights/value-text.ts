/** An answer of any question type in a few words. */
import type { Json } from "@loam/schema"

const most = 200

function part(value: Json): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return String(value)
  if ("start" in value) return `${String(value.label)} ${String(value.start)}–${String(value.end)}`
  return String(value.value)
}

/** Ranked options in their order, equal ones joined by `=`. */
function ranking(items: readonly { [key: string]: Json }[]): string {
  const sorted = items.toSorted((a, b) => Number(a.rank) - Number(b.rank))
  return sorted
    .map((item, at) => {
      const before = sorted[at - 1]
      if (!before) return String(item.value)
      return `${before.rank === item.rank ? " = " : " > "}${String(item.value)}`
    })
    .join("")
}

export function valueText(value: Json): string {
  if (!Array.isArray(value)) {
    const text = part(value)
    return text.length > most ? `${text.slice(0, most)}…` : text
  }
  if (value.length === 0) return "nothing"
  const ranked = value.filter(
    (each): each is { [key: string]: Json } => typeof each === "object" && each !== null && "rank" in each,
  )
  if (ranked.length === value.length) return ranking(ranked)
  return value.map(part).join(", ")
}
