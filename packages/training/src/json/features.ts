/** Column types of an export, in the terms of Hugging Face `datasets`. */

export type ScalarType = "string" | "bool" | "int32" | "int64" | "float64"

export type Feature =
  | { readonly kind: "value"; readonly dtype: ScalarType }
  /** Any JSON; `floats` names the members whose numbers always carry a fraction. */
  | { readonly kind: "json"; readonly floats?: readonly string[] }
  | { readonly kind: "class"; readonly names: readonly string[] }
  | { readonly kind: "list"; readonly of: Feature }
  | { readonly kind: "struct"; readonly fields: Features }

export type Features = Readonly<Record<string, Feature>>

export const string: Feature = { kind: "value", dtype: "string" }
export const boolean: Feature = { kind: "value", dtype: "bool" }
export const integer: Feature = { kind: "value", dtype: "int64" }
export const float: Feature = { kind: "value", dtype: "float64" }
export const json: Feature = { kind: "json" }
export const classLabel = (names: readonly string[]): Feature => ({ kind: "class", names })
export const list = (of: Feature): Feature => ({ kind: "list", of })
export const struct = (fields: Features): Feature => ({ kind: "struct", fields })
