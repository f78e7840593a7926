/** From the declared fields and questions to the types of records and answers. */
import type {
  Json,
  Record as WireRecord,
  Response as WireResponse,
  Suggestion as WireSuggestion,
} from "@loam/schema"
import type { AnyField, FieldValueByType } from "./settings/fields.ts"
import type { AnswerValueByType, AnyQuestion } from "./settings/questions.ts"

type ValueOf<F extends AnyField> = FieldValueByType[F["type"]]
type RequiredOf<F extends AnyField> = F extends { required: true } ? F : never

type Flat<T> = { [Key in keyof T]: T[Key] }

/**
 * What `fields` of a record holds: `{ prompt: string }` for a dataset declared with `new TextField({ name: "prompt" })`,
 * any JSON by any name for a dataset whose fields are known at run time only.
 */
export type FieldValues<Fields extends readonly AnyField[]> = string extends Fields[number]["name"]
  ? { readonly [name: string]: Json }
  : Flat<
      { readonly [F in RequiredOf<Fields[number]> as F["name"]]: ValueOf<F> } & {
        readonly [F in Exclude<Fields[number], RequiredOf<Fields[number]>> as F["name"]]?: ValueOf<F> | null
      }
    >

/** What `values` of a response holds: `{ demonstration?: { value: string } }`. */
export type AnswerValues<Questions extends readonly AnyQuestion[]> = string extends Questions[number]["name"]
  ? { readonly [name: string]: { readonly value: Json } }
  : { readonly [Q in Questions[number] as Q["name"]]?: { readonly value: AnswerValueByType[Q["type"]] } }

/** A response as it is read from a dataset. */
export type DatasetResponse<Questions extends readonly AnyQuestion[]> = Omit<WireResponse, "values"> & {
  readonly values: AnswerValues<Questions>
}

/** A record as it is read from a dataset. */
export type DatasetRecord<
  Fields extends readonly AnyField[] = readonly AnyField[],
  Questions extends readonly AnyQuestion[] = readonly AnyQuestion[],
> = Omit<WireRecord, "fields" | "responses" | "suggestions"> & {
  readonly fields: FieldValues<Fields>
  /** Everybody's answers; empty when they were not asked for. */
  readonly responses: readonly DatasetResponse<Questions>[]
  /** What models or people proposed; empty when they were not asked for. */
  readonly suggestions: readonly WireSuggestion[]
}
