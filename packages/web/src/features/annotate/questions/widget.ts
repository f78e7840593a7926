/** What a question type is to the page: one file each, named in registry.ts. */
import type { Json, Question, Suggestion } from "@loam/schema"
import type { ComponentType } from "react"
import type { ShownValue } from "../../../engine/answers.ts"
import type { Held } from "../../../engine/model.ts"

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

/** What a key of an option is about, beside the option. */
export interface Press {
  readonly before: Json | undefined
  readonly held: Held
  /** Value of the option that has the focus. */
  readonly focused: string | null
  readonly answer: (value: Json) => void
  readonly say: (text: string) => void
}

export interface QuestionKind {
  readonly Widget: ComponentType<WidgetProps>
  /** The answer after the key of option `index` was pressed, or nothing when there is no such option. */
  readonly choose: (question: Question, index: number, press: Press) => Json | undefined
  /** Instead of `choose`, for types where the key does more than answer; false when there is no such option. */
  readonly act?: (question: Question, index: number, press: Press) => boolean
  /** Where E leads: the place where this question is answered, when it is no editor. */
  readonly enter?: (question: Question) => void
  /** Fetches the widget, when it is not part of the page. */
  readonly load?: () => Promise<unknown>
  /** One choice is the whole answer: in datasets with one question it is submitted at once. */
  readonly decisive: boolean
  readonly writes: boolean
}
