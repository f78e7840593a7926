/** Reads a selecting expression; what is wrong is told with its place and the remedy. */
import {
  type Comparator,
  type Constant,
  type Operand,
  type Variable,
  type Where,
  WhereError,
} from "./syntax.ts"
import { type Token, tokens } from "./tokens.ts"

/** An expression somebody writes has a few dozen; more exhausts stacks and addresses. */
export const whereLimits = { characters: 4_000, depth: 50 }

const words = ["and", "or", "not", "in", "true", "false", "null"]
const comparators: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
}

interface Reader {
  readonly peek: () => Token
  readonly next: () => Token
  /** Takes the token when it is this keyword or sign. */
  readonly take: (text: string) => boolean
  depth: number
}

function reader(text: string): Reader {
  const all = tokens(text)
  let at = 0
  // The last token is always the end, and is never passed.
  const peek = () => all[at] as Token
  const next = () => {
    const token = peek()
    if (token.kind !== "end") at += 1
    return token
  }
  const take = (wanted: string) => {
    const { kind, text: found } = peek()
    const same =
      kind === "sign"
        ? found === wanted
        : kind === "name" && words.includes(wanted) && lower(found) === wanted
    if (same) next()
    return same
  }
  return { peek, next, take, depth: 0 }
}

const lower = (text: string) => text.toLowerCase()

const shown = ({ kind, text }: Token) => (kind === "end" ? "the end" : `'${text}'`)

export function parseWhere(text: string): Where {
  if (text.length > whereLimits.characters)
    throw new WhereError(
      `The expression has ${text.length} characters`,
      whereLimits.characters,
      `At most ${whereLimits.characters} are read: shorten it.`,
    )
  const read = reader(text)
  if (read.peek().kind === "end")
    throw new WhereError("The expression is empty", 0, "Write one such as status = 'completed'.")
  const result = readOr(read)
  const rest = read.peek()
  if (rest.kind !== "end")
    throw new WhereError(`${shown(rest)} is not expected here`, rest.at, "Join conditions by 'and' or 'or'.")
  return result
}

function joined(kind: "and" | "or", read: Reader, part: (read: Reader) => Where): Where {
  const first = part(read)
  const parts = [first]
  while (read.take(kind)) parts.push(part(read))
  return parts.length === 1 ? first : { kind, parts }
}

const readOr = (read: Reader): Where => joined("or", read, readAnd)
const readAnd = (read: Reader): Where => joined("and", read, readNot)

function deeper<T>(read: Reader, run: () => T): T {
  if (read.depth >= whereLimits.depth)
    throw new WhereError(
      "The expression is nested too deeply",
      read.peek().at,
      `At most ${whereLimits.depth} levels are read: leave parentheses out.`,
    )
  read.depth += 1
  const result = run()
  read.depth -= 1
  return result
}

function readNot(read: Reader): Where {
  if (read.take("not")) return { kind: "not", part: deeper(read, () => readNot(read)) }
  if (!read.take("(")) return readCondition(read)
  const inner = deeper(read, () => readOr(read))
  close(read)
  return inner
}

function close(read: Reader): void {
  if (read.take(")")) return
  const token = read.peek()
  throw new WhereError(`')' is expected instead of ${shown(token)}`, token.at, "Close the parenthesis.")
}

function readCondition(read: Reader): Where {
  const left = readOperand(read)
  const negated = read.take("not")
  if (read.take("in")) {
    const inside = readIn(read, left)
    return negated ? { kind: "not", part: inside } : inside
  }
  const token = read.peek()
  if (negated)
    throw new WhereError(`'in' is expected instead of ${shown(token)}`, token.at, "Write 'not in'.")
  const operator = token.kind === "sign" ? comparators[token.text] : undefined
  if (operator !== undefined) {
    read.next()
    return { kind: "compare", operator, left, right: readOperand(read) }
  }
  if (left.kind === "variable") return { kind: "holds", operand: left }
  throw new WhereError(
    `A comparison is expected instead of ${shown(token)}`,
    token.at,
    "Go on with =, !=, <, <=, >, >= or in.",
  )
}

function readIn(read: Reader, left: Operand): Where {
  if (!read.take("(")) {
    const token = read.peek()
    const right = readOperand(read)
    if (right.kind === "variable") return { kind: "member", left, right }
    throw new WhereError("'in' wants a list or a name", token.at, "Write in ('a', 'b').")
  }
  const values = [readOperand(read)]
  while (read.take(",")) values.push(readOperand(read))
  close(read)
  return { kind: "among", left, values }
}

const keywords: Readonly<Record<string, Constant>> = {
  true: { kind: "constant", value: true },
  false: { kind: "constant", value: false },
  null: { kind: "constant", value: null },
}

function readOperand(read: Reader): Operand {
  const token = read.next()
  if (token.kind === "text") return { kind: "constant", value: token.text }
  if (token.kind === "number") return { kind: "constant", value: Number(token.text) }
  const keyword = token.kind === "name" ? keywords[lower(token.text)] : undefined
  if (keyword !== undefined) return keyword
  if (token.kind === "quoted" || (token.kind === "name" && !words.includes(lower(token.text))))
    return readVariable(read, token)
  throw new WhereError(
    `A name or a value is expected instead of ${shown(token)}`,
    token.at,
    "Names are those of questions, metadata.key, or counts such as submitted; texts stand in quotes.",
  )
}

function readVariable(read: Reader, first: Token): Variable {
  const path = [first.text]
  while (read.take(".")) {
    const part = read.next()
    if (part.kind !== "name" && part.kind !== "quoted" && part.kind !== "text")
      throw new WhereError(
        `A name is expected after '.' instead of ${shown(part)}`,
        part.at,
        "Name the part.",
      )
    path.push(part.text)
  }
  return { kind: "variable", path, at: first.at }
}
