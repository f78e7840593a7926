/** What a policy may read while it is set up: the question's settings and, if it asks, all answers. */
import type { QuestionTypeName, SettingsOf } from "@loam/schema"
import { QualityError } from "../errors.ts"
import { canonicalOrder } from "../table/canonical-order.ts"
import { type CodedRatings, encode } from "../table/coded.ts"
import type { Ratings } from "../table/ratings.ts"
import { type Learn, type Learnt, learningFrom } from "./learnt.ts"
import type { ValueOf } from "./values.ts"

export interface Fitting<T extends QuestionTypeName> {
  readonly settings: SettingsOf<T>
  /** All answers in canonical order; throws `policy_needs_corpus` when none were handed in. */
  readonly corpus: () => Ratings<ValueOf[T]>
  /** The same, coded by the question's options. Only for questions with one category an answer. */
  readonly coded: () => CodedRatings<Extract<ValueOf[T], string | number>>
  /** A part of what is learnt: read where it was handed in, else worked out from the corpus. */
  readonly learn: Learn
  readonly learnt: Learnt
}

/** `name` is the policy's, for the error. */
export function fittingOf<T extends QuestionTypeName>(
  settings: SettingsOf<T>,
  name: string,
  corpus: Ratings<ValueOf[T]> | undefined,
  given: Learnt = {},
): Fitting<T> {
  const all = () => {
    if (corpus) return canonicalOrder(corpus)
    throw new QualityError("policy_needs_corpus", `${name} learns from all answers: hand them in`)
  }
  const options = "options" in settings ? settings.options.map((option) => option.value) : []
  type Category = Extract<ValueOf[T], string | number>
  // Only label and rating policies ask for codes, and their values and options are plain categories.
  const coded = () => encode(all() as Ratings<Category>, options as Category[])
  return { settings, corpus: all, coded, ...learningFrom(given) }
}
