/** Fields: what a record shows to the labeler. */
import {
  type api,
  type FieldRules,
  type FieldSettings,
  fieldCreate,
  type Input,
  type Json,
} from "@loam/schema"
import { check, titleFrom } from "./check.ts"

type FieldBody = Input<typeof api.fields.create>["body"]

export interface FieldOptions {
  /** What records call it; unique in its dataset. */
  readonly name: string
  /** What labelers read above it; made from the name unless given. */
  readonly title?: string
  /** Whether every record must have it. Default `true`. */
  readonly required?: boolean
}

interface MarkdownOption {
  /** Show it as formatted text. */
  readonly use_markdown?: boolean
}

/** One message of a conversation, as chat fields hold them. */
export interface ChatMessage {
  readonly role: string
  readonly content: string
}

/** What a record holds in a field of each kind. */
export interface FieldValueByType {
  readonly text: string
  readonly image: string
  readonly chat: readonly ChatMessage[]
  readonly custom: { readonly [member: string]: Json }
}

/** A field of any kind. */
export interface AnyField {
  readonly type: keyof FieldValueByType
  readonly name: string
  readonly title: string
  readonly required: boolean
  /** What records are held to. */
  readonly rules: FieldRules
  /** The field as the API takes it. */
  toJSON(): FieldBody
}

/** Only `required: false` makes a field optional. */
type RequiredOf<Options extends FieldOptions> = Options["required"] extends false ? false : true

/** Refuses members that the options do not have: a type parameter alone takes any. */
type Exact<Options, Allowed> = Options & { readonly [Member in Exclude<keyof Options, keyof Allowed>]: never }

// The whole options are the type parameter, not name and `required`: where a list of fields is expected, these two would
// be inferred from what the list may hold, `string` and `boolean`.
abstract class Field<const Options extends FieldOptions> implements AnyField {
  abstract readonly type: keyof FieldValueByType
  readonly name: Options["name"]
  readonly title: string
  readonly required: RequiredOf<Options>

  constructor({ name, title, required }: FieldOptions) {
    this.name = name
    this.title = title ?? titleFrom(name)
    // The compiler cannot follow the default through the conditional type.
    this.required = (required ?? true) as RequiredOf<Options>
  }

  protected abstract readonly settings: FieldSettings

  get rules(): FieldRules {
    return { name: this.name, required: this.required, settings: this.settings }
  }

  toJSON(): FieldBody {
    return { name: this.name, title: this.title, required: this.required, settings: this.settings }
  }
}

/**
 * A text to read.
 *
 * @throws {@link InvalidInputError} when the name or title is empty or too long.
 * @example new TextField({ name: "prompt", use_markdown: true })
 */
export class TextField<
  const Options extends FieldOptions & MarkdownOption = FieldOptions,
> extends Field<Options> {
  readonly type = "text"
  readonly use_markdown: boolean
  constructor(options: Exact<Options, FieldOptions & MarkdownOption>) {
    super(options)
    this.use_markdown = options.use_markdown ?? false
    check(`TextField '${this.name}'`, fieldCreate, this.toJSON())
  }
  protected get settings(): FieldSettings {
    return { type: this.type, use_markdown: this.use_markdown }
  }
}

/**
 * An image: records hold its address (`https://…`) or the image itself (`data:image/png;base64,…`).
 *
 * @throws {@link InvalidInputError} when the name or title is empty or too long.
 */
export class ImageField<const Options extends FieldOptions = FieldOptions> extends Field<Options> {
  readonly type = "image"
  constructor(options: Exact<Options, FieldOptions>) {
    super(options)
    check(`ImageField '${this.name}'`, fieldCreate, this.toJSON())
  }
  protected get settings(): FieldSettings {
    return { type: this.type }
  }
}

/**
 * A conversation: records hold a list of {@link ChatMessage}s.
 *
 * @throws {@link InvalidInputError} when the name or title is empty or too long.
 */
export class ChatField<
  const Options extends FieldOptions & MarkdownOption = FieldOptions,
> extends Field<Options> {
  readonly type = "chat"
  readonly use_markdown: boolean
  constructor(options: Exact<Options, FieldOptions & MarkdownOption>) {
    super(options)
    this.use_markdown = options.use_markdown ?? true
    check(`ChatField '${this.name}'`, fieldCreate, this.toJSON())
  }
  protected get settings(): FieldSettings {
    return { type: this.type, use_markdown: this.use_markdown }
  }
}

export interface CustomFieldOptions extends FieldOptions {
  /** HTML with `{{record.fields.<name>.<member>}}` in it. */
  readonly template: string
  /** Lets the template run scripts, inside a sandbox. */
  readonly advanced_mode?: boolean
}

/**
 * Anything: records hold an object, an HTML template shows it.
 *
 * @throws {@link InvalidInputError} when the name or title is empty or too long.
 */
export class CustomField<
  const Options extends CustomFieldOptions = CustomFieldOptions,
> extends Field<Options> {
  readonly type = "custom"
  readonly template: string
  readonly advanced_mode: boolean
  constructor(options: Exact<Options, CustomFieldOptions>) {
    super(options)
    this.template = options.template
    this.advanced_mode = options.advanced_mode ?? false
    check(`CustomField '${this.name}'`, fieldCreate, this.toJSON())
  }
  protected get settings(): FieldSettings {
    return { type: this.type, template: this.template, advanced_mode: this.advanced_mode }
  }
}
