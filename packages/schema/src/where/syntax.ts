/** The tree of a selecting expression, such as `quality.mean >= 4 and agreement >= 0.6`. */

export type Literal = string | number | boolean | null

/** What an expression reads of a record: `quality.mean` is `["quality", "mean"]`, `agreement` is `["agreement"]`. */
export interface Variable {
  readonly kind: "variable"
  readonly path: readonly string[]
  /** Where it stands in the text, for messages; not part of what it means. */
  readonly at: number
}

export interface Constant {
  readonly kind: "constant"
  readonly value: Literal
}

export type Operand = Variable | Constant
export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">="

export type Where =
  | { readonly kind: "and" | "or"; readonly parts: readonly Where[] }
  | { readonly kind: "not"; readonly part: Where }
  | {
      readonly kind: "compare"
      readonly operator: Comparator
      readonly left: Operand
      readonly right: Operand
    }
  /** `lang in ("en", "de")`: one of these. */
  | { readonly kind: "among"; readonly left: Operand; readonly values: readonly Operand[] }
  /** `"rude" in flaws`: a member of a list. */
  | { readonly kind: "member"; readonly left: Operand; readonly right: Variable }
  /** `metadata.checked`: is true. */
  | { readonly kind: "holds"; readonly operand: Variable }

/** What is wrong with an expression, at which character (from 0), and what to do about it. */
export class WhereError extends Error {
  override readonly name = "WhereError"
  readonly position: number
  readonly remedy: string
  constructor(sentence: string, position: number, remedy: string) {
    super(`${sentence} (at character ${position + 1}). ${remedy}`)
    this.position = position
    this.remedy = remedy
  }
}
