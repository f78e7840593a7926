/** Finds the fields of a dataset that are candidates to compare: `response_a` and `response_b`, `answer-1` to `answer-4`. */
import type { Field } from "./fields.ts"

/** What of a field tells whether it is compared with others. */
type Comparable = Pick<Field, "name" | "title" | "settings">

export interface Candidate<F extends Comparable = Field> {
  readonly field: F
  /** What tells it from the others: A, B or 1, 2. */
  readonly mark: string
}

export interface Comparison<F extends Comparable = Field> {
  readonly candidates: readonly Candidate<F>[]
}

const pairs: readonly (readonly [string, string])[] = [
  ["chosen", "rejected"],
  ["left", "right"],
]

/** `response_a` is stem `response`, mark `A`. Letters need a separator, so that `text` is not `tex` + `t`. */
function split(name: string): { stem: string; mark: string } | null {
  const match = /^(.+?)(?:[-_ .]([a-h])|[-_ .]?(\d{1,2}))$/i.exec(name)
  const mark = match?.[2] ?? match?.[3]
  return match?.[1] && mark ? { stem: match[1].toLowerCase(), mark: mark.toUpperCase() } : null
}

export function findComparison<F extends Comparable>(fields: readonly F[]): Comparison<F> | null {
  const texts = fields.filter((field) => field.settings.type === "text")
  const groups = new Map<string, Candidate<F>[]>()
  for (const field of texts) {
    const parts = split(field.name)
    if (parts) groups.set(parts.stem, [...(groups.get(parts.stem) ?? []), { field, mark: parts.mark }])
  }
  const candidates = [...groups.values()].find((group) => group.length >= 2) ?? findPair(texts)
  return candidates ? { candidates } : null
}

function findPair<F extends Comparable>(texts: readonly F[]): Candidate<F>[] | null {
  for (const pair of pairs) {
    const fields = pair.flatMap((name) => texts.find((field) => field.name.toLowerCase() === name) ?? [])
    if (fields.length === 2) return fields.map((field, index) => ({ field, mark: index === 0 ? "A" : "B" }))
  }
  return null
}

/** The candidate an option of a question stands for, when its value or text names the field or its mark. */
export function candidateOf<F extends Comparable>(
  comparison: Comparison<F> | null,
  option: { value: string; text: string },
): Candidate<F> | null {
  const plain = (text: string) => text.toLowerCase().replace(/[-_ .]+/g, "")
  const said = [plain(option.value), plain(option.text)]
  return (
    comparison?.candidates.find(({ field, mark }) =>
      [field.name, field.title, mark].some((name) => said.includes(plain(name))),
    ) ?? null
  )
}
