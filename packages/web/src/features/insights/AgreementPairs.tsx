/** Who agrees with whom: every two people who answered the same records. */
import type { Agreement } from "@loam/schema"
import { useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { count } from "../../ui/numbers.ts"
import { HeatMap, type PairCell } from "./charts/HeatMap.tsx"
import { Figure } from "./Figure.tsx"
import styles from "./Insights.module.css"

type Pairs = Agreement["pairs"]

/** More than these do not fit a laptop's screen side by side. */
const mostPeople = 24

/** People with how many others they can be compared and how well they agree with them. */
function peopleOf({ items }: Pairs) {
  const sums = new Map<string, { pairs: number; kappa: number; known: number }>()
  for (const { first, second, kappa } of items) {
    for (const { username } of [first, second]) {
      const sum = sums.get(username) ?? { pairs: 0, kappa: 0, known: 0 }
      sum.pairs += 1
      if (kappa.value !== null) {
        sum.kappa += kappa.value
        sum.known += 1
      }
      sums.set(username, sum)
    }
  }
  return [...sums].map(([name, { pairs, kappa, known }]) => ({
    name,
    pairs,
    mean: known > 0 ? kappa / known : Number.NEGATIVE_INFINITY,
  }))
}

export function AgreementPairs({ pairs }: { pairs: Pairs }) {
  const [all, setAll] = useState(false)
  const people = peopleOf(pairs).sort((a, b) => b.pairs - a.pairs || a.name.localeCompare(b.name))
  const long = people.length > mostPeople + 2
  // The best agreed first: groups that agree among themselves become blocks.
  const names = (long && !all ? people.slice(0, mostPeople) : people)
    .sort((a, b) => b.mean - a.mean || a.name.localeCompare(b.name))
    .map(({ name }) => name)
  const cells = new Map<string, PairCell>()
  for (const { first, second, shared, kappa } of pairs.items) {
    const cell = { value: kappa.value, shared }
    cells.set(`${first.username}\u0000${second.username}`, cell)
    cells.set(`${second.username}\u0000${first.username}`, cell)
  }
  return (
    <Figure
      title="Pairs of people"
      lead={`Cohen’s κ of every two people who answered the same records: 1 always alike, 0 as by chance. A low number between two careful people points at the guidelines rather than at them.${pairs.total > pairs.items.length ? ` These are the ${count(pairs.items.length)} pairs with most records in common, of ${count(pairs.total)}.` : ""}`}
      columns={["One", "Other", "Shared records", { name: "Same answer", as: "share" }, "κ", "Low", "High"]}
      rows={pairs.items.map(({ first, second, shared, percent, kappa }) => [
        first.username,
        second.username,
        shared,
        percent,
        kappa.value,
        kappa.interval?.low ?? null,
        kappa.interval?.high ?? null,
      ])}
    >
      <HeatMap people={names} cell={(one, other) => cells.get(`${one}\u0000${other}`)} />
      {long ? (
        <Button
          size="sm"
          variant="quiet"
          className={styles.more}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all
            ? `Show the ${mostPeople} with most records in common`
            : `Show all ${count(people.length)} people`}
        </Button>
      ) : null}
    </Figure>
  )
}
