/** Policies of multi-label questions: which labels enough people chose. */
import { labelPresence } from "../table/slices.ts"
import { keepAll } from "./any-type-policies.ts"
import { fitModel, modelOf } from "./category-model.ts"
import { type Decide, type Decision, decided, mostVotes, type WeightedAnswer } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import { MODELS_BY_LABEL } from "./learnt.ts"
import type { ModelPolicy, MultiLabelPolicy, OwnPolicy } from "./policy.ts"

type Labels = readonly string[]
type Answers = readonly WeightedAnswer<Labels>[]

const setKey = (labels: Labels) => [...new Set(labels)].sort().join("\u0000")

export function decideLabels(
  policy: OwnPolicy<MultiLabelPolicy>,
  fitting: Fitting<"multi_label_selection">,
): Decide<Labels> {
  const options = fitting.settings.options.map((option) => option.value)
  switch (policy.name) {
    case "majority":
      return (answers) => chosenByMoreThan(equal(answers), policy.share ?? 0.5, options)
    case "weighted_majority":
      return (answers) => chosenByMoreThan(answers, policy.share ?? 0.5, options)
    case "exact_majority":
      return (answers) => mostVotes(answers, setKey)
    case "union":
      return (answers) => decided(inOrder(options, seenIn(answers)))
    case "intersection":
      return (answers) =>
        decided(
          inOrder(
            options,
            [...shares(answers)].flatMap(([label, share]) => (share > 1 - 1e-9 ? [label] : [])),
          ),
        )
    case "argilla":
      return argilla(policy.strategy, options)
    default:
      return byModel(policy, options, fitting)
  }
}

const equal = (answers: Answers): Answers => answers.map((answer) => ({ ...answer, weight: 1 }))

const seenIn = (answers: Answers): string[] => [...new Set(answers.flatMap(({ value }) => value))]

/** In option order; labels that are no option any more come last, by name. */
const inOrder = (options: Labels, labels: Labels): string[] => [
  ...options.filter((option) => labels.includes(option)),
  ...labels.filter((label) => !options.includes(label)).sort(),
]

/** Weighted share of the people who chose each label. */
function shares(answers: Answers): Map<string, number> {
  const total = answers.reduce((sum, { weight }) => sum + weight, 0)
  const shared = new Map<string, number>()
  for (const { value, weight } of answers) {
    for (const label of new Set(value)) shared.set(label, (shared.get(label) ?? 0) + weight / total)
  }
  return shared
}

/** Labels above the share. When none is, but most people chose something, the labels nearest to it are a tie. */
function chosenByMoreThan(answers: Answers, share: number, options: Labels): Decision<Labels> {
  const shared = shares(answers)
  const kept = [...shared].flatMap(([label, own]) => (own > share + 1e-9 ? [label] : []))
  if (kept.length > 0 || shared.size === 0) return decided(inOrder(options, kept))
  const empty = answers.reduce((sum, { value, weight }) => sum + (value.length === 0 ? weight : 0), 0)
  const total = answers.reduce((sum, { weight }) => sum + weight, 0)
  if (empty / total > share) return decided([])
  const top = Math.max(...shared.values())
  return oneEach(
    inOrder(
      options,
      [...shared].flatMap(([label, own]) => (own >= top - 1e-9 ? [label] : [])),
    ),
  )
}

const oneEach = (labels: Labels): Decision<Labels> => ({ candidates: labels.map((label) => [label]) })

/** Argilla keeps labels with floor(n/2) + 1 votes or more; without any it took one of all seen at random. */
function argilla(
  strategy: "majority" | "majority_weighted" | "disagreement",
  options: Labels,
): Decide<Labels> {
  if (strategy === "disagreement") return keepAll
  return (answers) => {
    const counted = strategy === "majority" ? equal(answers) : answers
    const kept = [...shares(counted)].flatMap(([label, share]) => (share > 0.5 + 1e-9 ? [label] : []))
    return kept.length > 0 ? decided(inOrder(options, kept)) : oneEach(inOrder(options, seenIn(answers)))
  }
}

function labelsIn(answers: ArrayLike<Labels>): string[] {
  const seen = new Set<string>()
  for (let row = 0; row < answers.length; row++) for (const label of answers[row] ?? []) seen.add(label)
  return [...seen]
}

/** One model per label; the labels that are present with probability above one half. Confidence is the mean over labels. */
function byModel(
  policy: ModelPolicy,
  options: Labels,
  fitting: Fitting<"multi_label_selection">,
): Decide<Labels> {
  const fitted = fitting.learn(MODELS_BY_LABEL, () => {
    const corpus = fitting.corpus()
    const seen = inOrder(options, labelsIn(corpus.value))
    return seen.map((label) => ({ label, ...fitModel(policy, labelPresence(corpus, label)) }))
  })
  const labels = fitted.map(({ label }) => label)
  const models = fitted.map(modelOf)
  return (answers) => {
    const present = models.map((model, at) => {
      const label = labels[at] ?? ""
      const votes = answers.map(({ rater, value }) => ({ rater, code: value.includes(label) ? 1 : 0 }))
      return model(votes)[1] ?? 0
    })
    const sure =
      present.reduce((sum, share) => sum + Math.max(share, 1 - share), 0) / Math.max(1, present.length)
    return { candidates: [labels.filter((_, at) => (present[at] ?? 0) > 0.5 + 1e-9)], confidence: [sure] }
  }
}
