/** The question types that can be answered here; a new one is one file and one line. */
import type { Question } from "@loam/schema"
import { labelKind } from "./LabelQuestion.tsx"
import { multiLabelKind } from "./MultiLabelQuestion.tsx"
import { ratingKind } from "./RatingQuestion.tsx"
import { rankingKind } from "./ranking-kind.ts"
import { spanKind } from "./span-kind.ts"
import { textKind } from "./TextQuestion.tsx"
import type { QuestionKind } from "./widget.ts"

const kinds: Readonly<Record<Question["settings"]["type"], QuestionKind>> = {
  text: textKind,
  label_selection: labelKind,
  multi_label_selection: multiLabelKind,
  rating: ratingKind,
  ranking: rankingKind,
  span: spanKind,
}

export const kindOf = (question: Question): QuestionKind | null => kinds[question.settings.type] ?? null

/** Fetches the widgets of these questions, so that none of them jumps in later. */
export const loadWidgets = (questions: readonly Question[]) =>
  Promise.all(questions.map((question) => kindOf(question)?.load?.()))

/** One key answers, submits and goes on. */
export function isOneKey(questions: readonly Question[]): boolean {
  const [only] = questions
  return questions.length === 1 && only !== undefined && kindOf(only)?.decisive === true
}
