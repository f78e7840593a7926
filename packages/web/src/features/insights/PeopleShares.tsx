/** One share of every person with its interval: how often they agreed, were right, took the first place, … */
import type { Annotator, Annotators } from "@loam/schema"
import { count, counted } from "../../ui/numbers.ts"
import { type RangeRow, Ranges } from "./charts/Ranges.tsx"
import { Figure } from "./Figure.tsx"
import { share } from "./words.ts"

type Share = Annotator["with_consensus"]

const marks = [
  { at: 0, label: "0%" },
  { at: 0.5, label: "50%" },
  { at: 1, label: "100%" },
]

function rangeOf({ user, answers, few_answers }: Annotator, found: Share | null): RangeRow {
  const few = few_answers ? " · few, a guess" : ""
  const value = found?.value ?? null
  return {
    key: user.id,
    label: user.username,
    note: `${counted(answers, "answer")}${few}`,
    value,
    low: value === null ? null : found?.low,
    high: value === null ? null : found?.high,
    text: value === null || !found ? "nothing to go by" : `${share(value)} of ${count(found.trials)}`,
  }
}

interface PeopleSharesProps {
  title: string
  lead: string
  data: Annotators
  of: (each: Annotator) => Share | null
  /** What it would be by chance, drawn as a stroke. */
  expected?: (each: Annotator) => number | null
}

/** Nothing where nobody has such a share. Highest first. */
export function PeopleShares({ title, lead, data, of, expected }: PeopleSharesProps) {
  const known = data.items
    .filter((each) => of(each)?.value != null)
    .sort((a, b) => (of(b)?.value ?? 0) - (of(a)?.value ?? 0))
  if (known.length === 0) return null
  return (
    <Figure
      title={title}
      lead={lead}
      columns={[
        "Person",
        { name: "Share", as: "share" },
        { name: "Low", as: "share" },
        { name: "High", as: "share" },
        "Times",
        "Of",
        "Answers",
      ]}
      rows={known.map((each) => {
        const found = of(each)
        return [
          each.user.username,
          found?.value ?? null,
          found?.low ?? null,
          found?.high ?? null,
          found?.hits ?? null,
          found?.trials ?? null,
          each.answers,
        ]
      })}
    >
      <Ranges
        rows={known.map((each) => ({ ...rangeOf(each, of(each)), expected: expected?.(each) }))}
        min={0}
        max={1}
        marks={marks}
        what="people"
      />
    </Figure>
  )
}
