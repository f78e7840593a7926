/** Decides whether a record passes: two values, no third; what is missing equals null and is in no order. */
import type { Comparator, Operand, Variable, Where } from "./syntax.ts"

/** A value of a record; undefined and null are missing. */
export type Fact = string | number | boolean | null | undefined | readonly (string | number)[]

export type FactReader = (variable: Variable) => Fact

function same(a: Fact, b: Fact): boolean {
  if (a === null || a === undefined) return b === null || b === undefined
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item: string | number) => b.includes(item))
  return a === b
}

/** Numbers by size, texts by code units; different kinds have no order. */
function ordered(operator: Comparator, a: Fact, b: Fact): boolean {
  const comparable =
    (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string")
  if (!comparable) return false
  // Both are numbers or both texts.
  const [left, right] = [a as number, b as number]
  if (operator === "<") return left < right
  if (operator === "<=") return left <= right
  return operator === ">" ? left > right : left >= right
}

export function passes(where: Where, read: FactReader): boolean {
  const of = (operand: Operand): Fact => (operand.kind === "constant" ? operand.value : read(operand))
  switch (where.kind) {
    case "and":
      return where.parts.every((part) => passes(part, read))
    case "or":
      return where.parts.some((part) => passes(part, read))
    case "not":
      return !passes(where.part, read)
    case "holds":
      return read(where.operand) === true
    case "among": {
      const left = of(where.left)
      return where.values.some((value) => same(left, of(value)))
    }
    case "member": {
      const list = read(where.right)
      return Array.isArray(list) && list.some((item: string | number) => same(item, of(where.left)))
    }
    case "compare": {
      const { operator } = where
      const [left, right] = [of(where.left), of(where.right)]
      if (operator === "=") return same(left, right)
      return operator === "!=" ? !same(left, right) : ordered(operator, left, right)
    }
  }
}

/** Every variable of an expression, in order, each once. */
export function variablesOf(where: Where): Variable[] {
  const found = new Map<string, Variable>()
  const add = (operand: Operand) => {
    if (operand.kind !== "variable") return
    const key = JSON.stringify(operand.path)
    if (!found.has(key)) found.set(key, operand)
  }
  const visit = (part: Where): void => {
    if (part.kind === "and" || part.kind === "or") part.parts.forEach(visit)
    else if (part.kind === "not") visit(part.part)
    else if (part.kind === "holds") add(part.operand)
    else if (part.kind === "among") [part.left, ...part.values].forEach(add)
    else if (part.kind === "member" || part.kind === "compare") [part.left, part.right].forEach(add)
  }
  visit(where)
  return [...found.values()]
}
