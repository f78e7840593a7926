/** What a question type is to the page: one file each, named in registry.ts. */
import type { Json, Question, Suggestion } from "@loam/schema"
import type { ComponentType } from "react"
import type { ShownValue } from "../../../engine/answers.ts"

export interface WidgetProps {
  readonly question: Question
  readonly shown: ShownValue
  /** Present while a suggestion is of interest, also after another answer was chosen. */
  readonly suggestion: Suggestion | null
  /** The question that digits and E go to. */
  readonly active: boolean
  readonly recordId: string
  /** Ids of the elements that name and describe the question. */
  readonly labelId: string
  readonly describedBy: string | undefined
  readonly onAnswer: (value: Json, options?: { typing: boolean }) => void
}

export interface QuestionKind {
  readonly Widget: ComponentType<WidgetProps>
  /** The answer after the key of option `index` was pressed, or nothing when there is no such option. */
  readonly choose: (question: Question, index: number, before: Json | undefined) => Json | undefined
  /** One choice is the whole answer: in datasets with one question it is submitted at once. */
  readonly decisive: boolean
  readonly writes: boolean
}
