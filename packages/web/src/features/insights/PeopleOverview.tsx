/** Everybody in one table: what is known of each, sorted by whatever is asked. */
import type { Annotators } from "@loam/schema"
import type { Cell } from "./csv.ts"
import type { Column } from "./DataTable.tsx"
import { Figure } from "./Figure.tsx"
import { signsOf } from "./people-signs.ts"

type Person = Annotators["items"][number]
type Fact = Column & { readonly of: (person: Person) => Cell }

const facts: readonly Fact[] = [
  { name: "Person", of: ({ user }) => user.username },
  { name: "Answers", of: ({ answers }) => answers },
  { name: "With consensus", as: "share", of: (each) => each.with_consensus.value },
  { name: "Right", as: "share", of: (each) => each.gold?.value ?? null },
  { name: "Expected accuracy", as: "share", of: (each) => each.expected_accuracy?.value ?? null },
  { name: "Competence", as: "share", of: (each) => each.competence?.value ?? null },
  { name: "Median seconds", as: "seconds", of: (each) => each.speed.median },
  { name: "Suggestions taken", as: "share", of: (each) => each.suggestions.accepted.value },
  { name: "First place", as: "share", of: (each) => each.position?.first.value ?? null },
  { name: "Longer text", as: "share", of: (each) => each.length?.longer.value ?? null },
  { name: "Commonest answer", as: "share", of: (each) => each.straight_lining?.commonest_share ?? null },
  { name: "Worth a look", of: (each) => signsOf(each).join(", ") || null },
]

export function PeopleOverview({ data }: { data: Annotators }) {
  // What is known of nobody has no column.
  const known = facts.filter(({ of }) => data.items.some((each) => of(each) !== null))
  const modelled = data.items.some((each) => each.expected_accuracy !== null)
  return (
    <Figure
      title="Everybody"
      lead={`Choose a heading to sort.${modelled ? " Expected accuracy (Dawid–Skene): how often right, were the model’s truth the truth. Competence (MACE): the share of answers known rather than guessed." : ""} What is worth a look is a reason to read the records, not a verdict: the data may be the cause.`}
      columns={known}
      rows={data.items.map((each) => known.map(({ of }) => of(each)))}
    />
  )
}
