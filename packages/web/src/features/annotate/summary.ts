/** A record in a few words, for lists and for the ear. */
import type { WireRecord } from "../../engine/model.ts"

const longest = 140

export function summaryOf(record: WireRecord): string {
  const first = Object.values(record.fields).find((value) => typeof value === "string" && value.trim() !== "")
  const words =
    typeof first === "string"
      ? first
          .slice(0, 4 * longest)
          .replace(/\s+/g, " ")
          .trim()
      : record.id
  return words.length > longest ? `${words.slice(0, longest).trimEnd()}…` : words
}
