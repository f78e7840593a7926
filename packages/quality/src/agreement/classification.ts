/** Predictions against a reference: accuracy, precision, recall, F1 and the confusion matrix. */
import { type Measure, ratio } from "../measure.ts"

export interface ClassScores<C> {
  readonly label: C
  /** Undefined precision or recall (nothing predicted, nothing there) counts as 0, as most tools have it. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** How often the label is in the reference. */
  readonly support: number
}

export interface Classification<C> {
  readonly accuracy: Measure
  /** Means over the labels. */
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number } | null
  readonly classes: readonly ClassScores<C>[]
  /** confusion[i][j]: reference label i predicted as j. */
  readonly confusion: readonly (readonly number[])[]
  readonly count: number
}

/**
 * Pairs beyond the shorter list and labels outside `labels` are ignored. For two-class questions read the class of
 * interest in `classes`; `macro` is what is usually quoted for more.
 */
export function classification<C>(
  reference: readonly C[],
  predicted: readonly C[],
  labels: readonly C[],
): Classification<C> {
  const code = new Map(labels.map((label, at) => [label, at]))
  const confusion = labels.map(() => new Array<number>(labels.length).fill(0))
  let count = 0
  let right = 0
  reference.slice(0, predicted.length).forEach((label, at) => {
    const [i, j] = [code.get(label), code.get(predicted[at] as C)]
    const row = i === undefined ? undefined : confusion[i]
    if (!row || j === undefined) return
    row[j] = (row[j] ?? 0) + 1
    count++
    if (i === j) right++
  })
  const classes = labels.map((label, at) => scoresOf(label, at, confusion))
  return {
    accuracy: ratio(right, count, "no_ratings"),
    macro: macroOf(classes, count),
    classes,
    confusion,
    count,
  }
}

function scoresOf<C>(label: C, at: number, confusion: readonly (readonly number[])[]): ClassScores<C> {
  const hits = confusion[at]?.[at] ?? 0
  const support = (confusion[at] ?? []).reduce((sum, cell) => sum + cell, 0)
  const guesses = confusion.reduce((sum, row) => sum + (row[at] ?? 0), 0)
  const precision = guesses === 0 ? 0 : hits / guesses
  const recall = support === 0 ? 0 : hits / support
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { label, precision, recall, f1, support }
}

function macroOf<C>(classes: readonly ClassScores<C>[], count: number) {
  if (count === 0 || classes.length === 0) return null
  const mean = (pick: "precision" | "recall" | "f1") =>
    classes.reduce((sum, scores) => sum + scores[pick], 0) / classes.length
  return { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") }
}

export interface MultiLabelScores {
  /** Share of items with exactly the reference's set. */
  readonly exact: Measure
  /** Mean Jaccard overlap of the sets. */
  readonly overlap: Measure
  /** Each label as a yes-or-no question, in the order of `labels`. */
  readonly labels: readonly (ClassScores<string> & { readonly confusion: readonly (readonly number[])[] })[]
}

/** Sets of labels against reference sets. */
export function multiLabelScores(
  reference: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
  labels: readonly string[],
): MultiLabelScores {
  const pairs = reference
    .slice(0, predicted.length)
    .map((set, at) => [new Set(set), new Set(predicted[at])] as const)
  const shared = pairs.map(([a, b]) => ({ common: a.intersection(b).size, all: a.union(b).size }))
  const exact = shared.filter(({ common, all }) => common === all).length
  const overlap = shared.reduce((sum, { common, all }) => sum + (all === 0 ? 1 : common / all), 0)
  return {
    exact: ratio(exact, pairs.length, "no_ratings"),
    overlap: ratio(overlap, pairs.length, "no_ratings"),
    labels: labels.map((label) => {
      const has = (side: 0 | 1) => pairs.map((pair) => pair[side].has(label))
      const { classes, confusion } = classification(has(0), has(1), [false, true])
      const { precision = 0, recall = 0, f1 = 0, support = 0 } = classes[1] ?? {}
      return { label, precision, recall, f1, support, confusion }
    }),
  }
}
