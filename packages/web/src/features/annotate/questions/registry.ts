/** The question types that can be answered here; a new one is one file and one line. */
import type { Question } from "@loam/schema"
import { labelKind } from "./LabelQuestion.tsx"
import { multiLabelKind } from "./MultiLabelQuestion.tsx"
import { ratingKind } from "./RatingQuestion.tsx"
import { textKind } from "./TextQuestion.tsx"
import type { QuestionKind } from "./widget.ts"

const kinds: Partial<Record<Question["settings"]["type"], QuestionKind>> = {
  text: textKind,
  label_selection: labelKind,
  multi_label_selection: multiLabelKind,
  rating: ratingKind,
}

export const kindOf = (question: Question): QuestionKind | null => kinds[question.settings.type] ?? null

/** One key answers, submits and goes on. */
export function isOneKey(questions: readonly Question[]): boolean {
  const [only] = questions
  return questions.length === 1 && only !== undefined && kindOf(only)?.decisive === true
}
