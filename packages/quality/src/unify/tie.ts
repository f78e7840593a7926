/** Breaking ties by stated rules, each narrowing the candidates, never by chance. */
import { hash32 } from "../math/random.ts"
import type { WeightedAnswer } from "./decision.ts"
import type { TieRule } from "./policy.ts"
import { compareValues, type Kind } from "./values.ts"

export interface TieContext<V> {
  readonly kind: Kind<V>
  readonly record: string
  readonly seed: number
  readonly answers: readonly WeightedAnswer<V>[]
  readonly suggestion: V | null
}

export interface TieOutcome<V> {
  /** One value, several when all are kept, none when the tie stays. */
  readonly values: readonly V[]
  /** The rule that settled it; null when none did. */
  readonly rule: TieRule | null
}

export function breakTie<V>(
  candidates: readonly V[],
  rules: readonly TieRule[],
  context: TieContext<V>,
): TieOutcome<V> {
  let left = candidates
  for (const rule of rules) {
    if (rule === "abstain") return { values: [], rule }
    if (rule === "keep_all") return { values: left, rule }
    left = RULES[rule](left, context)
    if (left.length === 1) return { values: left, rule }
  }
  return { values: [], rule: null }
}

type Narrow = <V>(candidates: readonly V[], context: TieContext<V>) => readonly V[]

const RULES: { readonly [Rule in Exclude<TieRule, "abstain" | "keep_all">]: Narrow } = {
  option_order: (candidates, { kind }) => best(candidates, (a, b) => compareValues(kind, a, b)),
  lowest: (candidates, { kind }) => best(candidates, bySize(kind, 1)),
  highest: (candidates, { kind }) => best(candidates, bySize(kind, -1)),
  first: (candidates, context) => firstGiven(candidates, context, context.answers),
  latest: (candidates, context) => firstGiven(candidates, context, context.answers.toReversed()),
  reliability: (candidates, { kind, answers }) => {
    const weights = candidates.map((candidate) =>
      answers.reduce(
        (sum, { value, weight }) => sum + (kind.key(value) === kind.key(candidate) ? weight : 0),
        0,
      ),
    )
    const top = Math.max(...weights)
    return candidates.filter((_, at) => (weights[at] ?? 0) >= top - 1e-9)
  },
  suggestion: (candidates, { kind, suggestion }) => {
    const wanted =
      suggestion === null ? [] : candidates.filter((each) => kind.key(each) === kind.key(suggestion))
    return wanted.length > 0 ? wanted : candidates
  },
  seeded: (candidates, { kind, record, seed }) => {
    const draw = (value: (typeof candidates)[number]) =>
      hash32(`${seed}\u0000${record}\u0000${kind.key(value)}`)
    return best(candidates, (a, b) => draw(a) - draw(b) || compareValues(kind, a, b))
  },
}

const best = <V>(candidates: readonly V[], compare: (a: V, b: V) => number): V[] =>
  candidates.toSorted(compare).slice(0, 1)

function bySize<V>(kind: Kind<V>, sign: 1 | -1): (a: V, b: V) => number {
  const { size } = kind
  return size ? (a, b) => sign * (size(a) - size(b)) : (a, b) => sign * compareValues(kind, a, b)
}

/** The candidate of the first answer that gave one; orders nobody gave stay a tie. */
function firstGiven<V>(
  candidates: readonly V[],
  { kind }: TieContext<V>,
  answers: readonly WeightedAnswer<V>[],
): readonly V[] {
  for (const answer of answers) {
    const given = candidates.filter((candidate) => kind.key(candidate) === kind.key(answer.value))
    if (given.length > 0) return given
  }
  return candidates
}
