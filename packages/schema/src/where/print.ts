/** Writes an expression in its one form: what is read from it again is the same expression. */
import type { Operand, Variable, Where } from "./syntax.ts"

const plain = /^[\p{L}_][\p{L}\p{M}\p{N}_]*(?:-[\p{L}\p{M}\p{N}_]+)*$/u
const words = new Set(["and", "or", "not", "in", "true", "false", "null"])

const escaped = (text: string, quote: string) =>
  `${quote}${text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`

export const printVariable = ({ path }: Pick<Variable, "path">): string =>
  path
    .map((part) => (plain.test(part) && !words.has(part.toLowerCase()) ? part : escaped(part, "`")))
    .join(".")

function operand(one: Operand): string {
  if (one.kind === "variable") return printVariable(one)
  return typeof one.value === "string" ? escaped(one.value, '"') : String(one.value)
}

/** How tightly a form binds: what binds less than its surroundings stands in parentheses. */
const strength = (where: Where) => ["or", "and", "not"].indexOf(where.kind) + 1 || 4

function inside(part: Where, least: number): string {
  const text = printWhere(part)
  return strength(part) >= least ? text : `(${text})`
}

export function printWhere(where: Where): string {
  switch (where.kind) {
    case "or":
      return where.parts.map((part) => inside(part, 2)).join(" or ")
    case "and":
      return where.parts.map((part) => inside(part, 3)).join(" and ")
    case "not":
      return `not ${inside(where.part, 3)}`
    case "compare":
      return `${operand(where.left)} ${where.operator} ${operand(where.right)}`
    case "among":
      return `${operand(where.left)} in (${where.values.map(operand).join(", ")})`
    case "member":
      return `${operand(where.left)} in ${printVariable(where.right)}`
    case "holds":
      return printVariable(where.operand)
  }
}
