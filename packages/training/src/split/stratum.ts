/** The label by which an example is counted when splits are to keep shares. */
import type { Example } from "../example.ts"

export function stratumOf({ target }: Example): string {
  switch (target.kind) {
    case "class":
      return [target.label].flat().join("\u001f")
    case "unpaired":
      return String(target.label)
    case "soft":
      return String(target.distribution.indexOf(Math.max(...target.distribution)))
    case "spans":
      return [...new Set(target.spans.map(({ label }) => label))].sort().join("\u001f")
    case "answer":
      return String(target.answers.length > 0)
    case "similarity":
      return String(Math.round((target.score ?? 0) * 4))
    default:
      return ""
  }
}
