/** Questions: what the labeler is asked about a record. */
import { type api, type Input, questionCreate, type RankedOption, type Span } from "@loam/schema"
import { check, titleFrom } from "./check.ts"
import { type Labels, optionsFrom } from "./options.ts"

type QuestionBody = Input<typeof api.questions.create>["body"]

export interface QuestionOptions<Name extends string> {
  /** What answers call it; unique in its dataset. */
  readonly name: Name
  /** What labelers read; made from the name unless given. */
  readonly title?: string
  /** A longer explanation beside the title. */
  readonly description?: string
  /** Whether a submitted answer must have it. Default `true`. */
  readonly required?: boolean
}

interface VisibleOption {
  /** How many options are shown before "show more"; at least 3. Default: all. */
  readonly visible_options?: number
}

abstract class Question<Name extends string> {
  /** Which kind of question this is, as the API calls it. */
  abstract readonly type: string
  readonly name: Name
  readonly title: string
  readonly description: string | null
  readonly required: boolean

  constructor({ name, title, description, required }: QuestionOptions<Name>) {
    this.name = name
    this.title = title ?? titleFrom(String(name))
    this.description = description ?? null
    this.required = required ?? true
  }

  protected abstract readonly settings: { readonly type: string }

  /** The question as the API takes it. */
  toJSON(): QuestionBody {
    const { name, title, description, required, settings } = this
    return { name, title, description, required, settings }
  }
}

/**
 * The answer is a text.
 *
 * @throws {@link InvalidInputError} when the name or title is empty or too long.
 * @example new TextQuestion({ name: "demonstration", title: "Your answer to the prompt" })
 */
export class TextQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "text"
  /** Labelers may format their text. */
  readonly use_markdown: boolean
  constructor(options: QuestionOptions<Name> & { readonly use_markdown?: boolean }) {
    super(options)
    this.use_markdown = options.use_markdown ?? false
    check(`TextQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    return { type: this.type, use_markdown: this.use_markdown }
  }
}

/**
 * The answer is one of a few whole numbers between 0 and 10.
 *
 * @throws {@link InvalidInputError} when a value is no whole number from 0 to 10, twice there, or fewer than 2 are.
 * @example new RatingQuestion({ name: "quality", values: [1, 2, 3, 4, 5] })
 */
export class RatingQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "rating"
  readonly values: readonly number[]
  constructor(options: QuestionOptions<Name> & { readonly values: readonly number[] }) {
    super(options)
    this.values = [...options.values]
    check(`RatingQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    return { type: this.type, options: this.values.map((value) => ({ value })) }
  }
}

/**
 * The answer is one of the labels.
 *
 * @throws {@link InvalidInputError} when fewer than 2 labels are given, or one twice.
 * @example new LabelQuestion({ name: "topic", labels: { code: "Code", maths: "Mathematics" } })
 */
export class LabelQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "label_selection"
  readonly labels: Labels
  readonly visible_options: number | null
  constructor(options: QuestionOptions<Name> & VisibleOption & { readonly labels: Labels }) {
    super(options)
    this.labels = options.labels
    this.visible_options = options.visible_options ?? null
    check(`LabelQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    return { type: this.type, options: optionsFrom(this.labels), visible_options: this.visible_options }
  }
}

/**
 * The answer is one or more of the labels.
 *
 * @throws {@link InvalidInputError} when fewer than 2 labels are given, or one twice.
 */
export class MultiLabelQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "multi_label_selection"
  readonly labels: Labels
  readonly visible_options: number | null
  /** `suggestion` shows suggested labels first. */
  readonly options_order: "natural" | "suggestion"
  constructor(
    options: QuestionOptions<Name> &
      VisibleOption & { readonly labels: Labels; readonly options_order?: "natural" | "suggestion" },
  ) {
    super(options)
    this.labels = options.labels
    this.visible_options = options.visible_options ?? null
    this.options_order = options.options_order ?? "natural"
    check(`MultiLabelQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    const { type, visible_options, options_order } = this
    return { type, options: optionsFrom(this.labels), visible_options, options_order }
  }
}

/**
 * The answer orders the values, ties allowed.
 *
 * @throws {@link InvalidInputError} when fewer than 2 values are given, or one twice.
 * @example new RankingQuestion({ name: "preference", values: ["reply-1", "reply-2"] })
 */
export class RankingQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "ranking"
  readonly values: Labels
  constructor(options: QuestionOptions<Name> & { readonly values: Labels }) {
    super(options)
    this.values = options.values
    check(`RankingQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    return { type: this.type, options: optionsFrom(this.values) }
  }
}

/**
 * The answer marks stretches of a text field with labels.
 *
 * @throws {@link InvalidInputError} when no label is given, or one twice.
 * @example new SpanQuestion({ name: "entities", field: "text", labels: ["person", "place"] })
 */
export class SpanQuestion<const Name extends string = string> extends Question<Name> {
  readonly type = "span"
  /** Name of the text field that is marked. */
  readonly field: string
  readonly labels: Labels
  readonly visible_options: number | null
  readonly allow_overlapping: boolean
  /** Whether a mark may begin and end inside a word. */
  readonly allow_character_annotation: boolean
  constructor(
    options: QuestionOptions<Name> &
      VisibleOption & {
        readonly field: string
        readonly labels: Labels
        readonly allow_overlapping?: boolean
        readonly allow_character_annotation?: boolean
      },
  ) {
    super(options)
    this.field = options.field
    this.labels = options.labels
    this.visible_options = options.visible_options ?? null
    this.allow_overlapping = options.allow_overlapping ?? false
    this.allow_character_annotation = options.allow_character_annotation ?? true
    check(`SpanQuestion '${this.name}'`, questionCreate, this.toJSON())
  }
  protected get settings() {
    const { type, field, visible_options, allow_overlapping, allow_character_annotation } = this
    const options = optionsFrom(this.labels)
    return { type, field, options, visible_options, allow_overlapping, allow_character_annotation }
  }
}

/** A question of any kind. */
export type AnyQuestion =
  | TextQuestion
  | RatingQuestion
  | LabelQuestion
  | MultiLabelQuestion
  | RankingQuestion
  | SpanQuestion

/** What an answer to a question of each kind is. */
export interface AnswerValueByType {
  readonly text: string
  readonly rating: number
  readonly label_selection: string
  readonly multi_label_selection: readonly string[]
  readonly ranking: readonly RankedOption[]
  readonly span: readonly Span[]
}
