/** The selecting expressions: reading, writing, deciding. See docs/selecting.md. */
export { type Fact, type FactReader, passes, variablesOf } from "./evaluate.ts"
export { parseWhere, whereLimits } from "./parse.ts"
export { printVariable, printWhere } from "./print.ts"
export { type Comparator, type Operand, type Variable, type Where, WhereError } from "./syntax.ts"
