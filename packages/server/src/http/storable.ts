/** What JSON can say and the database cannot keep: found here, so that a record is refused with its place. */
import type { Json } from "@loam/schema"

function unstorableText(text: string): string | undefined {
  if (text.includes("\u0000")) return "a text contains a NUL character"
  if (!text.isWellFormed()) return "a text contains half of a surrogate pair, it was cut inside a character"
  return undefined
}

/** Why a value cannot be kept, if so. */
export function unstorable(value: Json | undefined): string | undefined {
  if (typeof value === "string") return unstorableText(value)
  // JSON.parse makes infinity of 1e999, which would come back as null.
  if (typeof value === "number" && !Number.isFinite(value)) return "a number is too large"
  if (typeof value !== "object" || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const reason = unstorableText(key) ?? unstorable(member)
    if (reason) return reason
  }
  return undefined
}
