/** What unify must know about the answers of each question type: when two are the same, how alike, in which order. */
import type { QuestionTypeName, RankedOption, SettingsOf, Span } from "@loam/schema"
import { jaccard } from "../agreement/distances.ts"
import { rankingDistance } from "../agreement/ranking-agreement.ts"
import { rankRow, standardRanks } from "../preference/rank-rows.ts"
import { spanF1, spanKey } from "../spans/span-f1.ts"
import { textSimilarity } from "../text/edit-distance.ts"

/** The value of an answer, by question type, as the wire has it. */
export interface ValueOf {
  readonly text: string
  readonly label_selection: string
  readonly multi_label_selection: readonly string[]
  readonly rating: number
  readonly ranking: readonly RankedOption[]
  readonly span: readonly Span[]
}

export interface Kind<V> {
  /** Equal for answers that mean the same. */
  readonly key: (value: V) => string
  /** Place in the question's own option order; compared number by number. */
  readonly place: (value: V) => readonly number[]
  /** 0 (nothing in common) to 1 (the same). */
  readonly similarity: (a: V, b: V) => number
  /** For numbers: smaller first. Other types use `place`. */
  readonly size?: (value: V) => number
}

type Kinds = { readonly [T in QuestionTypeName]: (settings: SettingsOf<T>) => Kind<ValueOf[T]> }

export const KINDS: Kinds = {
  text: () => ({ key: (text) => text.normalize("NFC").trim(), place: () => [], similarity: textSimilarity }),
  label_selection: ({ options }) => {
    const names = options.map((option) => option.value)
    return {
      key: (label) => label,
      place: (label) => [placeIn(names, label)],
      similarity: (a, b) => (a === b ? 1 : 0),
    }
  },
  multi_label_selection: ({ options }) => {
    const names = options.map((option) => option.value)
    const places = (labels: readonly string[]) =>
      labels.map((label) => placeIn(names, label)).sort((a, b) => a - b)
    return { key: (labels) => [...new Set(labels)].sort().join("\u0000"), place: places, similarity: jaccard }
  },
  rating: ({ options }) => {
    const values = options.map((option) => option.value)
    const width = Math.max(...values) - Math.min(...values)
    return {
      key: String,
      place: (value) => [placeIn(values, value)],
      similarity: (a, b) => closeness(Math.abs(a - b), width),
      size: (value) => value,
    }
  },
  ranking: ({ options }) => {
    const names = options.map((option) => option.value)
    const row = (value: readonly RankedOption[]) => rankRow(value, names)
    const standard = (value: readonly RankedOption[]) => standardRanks(row(value))
    return {
      key: (value) => standard(value).join(),
      place: (value) => standard(value).map((rank) => rank ?? names.length + 1),
      similarity: (a, b) => 1 - (rankingDistance(row(a), row(b)) ?? 1),
    }
  },
  span: () => ({
    key: (spans) => spans.map(spanKey).sort().join("\u0000"),
    place: (spans) => spans.flatMap(({ start, end }) => [start, end]),
    similarity: (a, b) => spanF1(a, b).f1,
  }),
}

/** Options nobody knows come last. */
function placeIn<T>(options: readonly T[], value: T): number {
  const at = options.indexOf(value)
  return at < 0 ? options.length : at
}

/** Without a scale to measure by, only equal values are alike. */
function closeness(distance: number, width: number): number {
  if (distance === 0) return 1
  return width > 0 ? Math.max(0, 1 - distance / width) : 0
}

/** By place, then by key, so that any two different answers have an order that no row order changes. */
export function compareValues<V>(kind: Kind<V>, a: V, b: V): number {
  const [one, other] = [kind.place(a), kind.place(b)]
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const gap = (one[at] ?? -1) - (other[at] ?? -1)
    if (gap !== 0) return gap
  }
  const [keyA, keyB] = [kind.key(a), kind.key(b)]
  return Number(keyA > keyB) - Number(keyA < keyB)
}
