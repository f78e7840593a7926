/** Lists of requests were shortened to their first two elements: the rest goes on as those two begin. */
import type { Json } from "@loam/schema"

const trailing = /^(.*?)(\d+)$/

/** The element `steps` after `second`: numbers, also at the end of texts, go on in the step from `first` to `second`. */
function continued(first: Json | undefined, second: Json, steps: number): Json {
  if (typeof first === "number" && typeof second === "number") return second + (second - first) * steps
  if (typeof first === "string" && typeof second === "string") {
    const [a, b] = [trailing.exec(first), trailing.exec(second)]
    return a && b ? `${b[1]}${continued(Number(a[2]), Number(b[2]), steps)}` : second
  }
  if (typeof second !== "object" || second === null || Array.isArray(second)) return second
  const before = first as { [key: string]: Json }
  return Object.fromEntries(
    Object.entries(second).map(([key, member]) => [key, continued(before[key], member, steps)]),
  )
}

/** The number at the end of a shortened list: how many elements were cut; 0 for whole ones. */
export function cutOff(items: readonly Json[]): number {
  const last = items.at(-1)
  const match = typeof last === "string" ? /^\.\.\.(\d+) more$/.exec(last) : null
  return match ? Number(match[1]) : 0
}

export function lengthened(items: readonly Json[]): readonly Json[] {
  const cut = cutOff(items)
  if (cut === 0) return items
  const [first, second] = items.slice(-3)
  if (first === undefined || second === undefined)
    throw new Error("a shortened list keeps two elements at least")
  return [
    ...items.slice(0, -1),
    ...Array.from({ length: cut }, (_, index) => continued(first, second, index + 1)),
  ]
}
