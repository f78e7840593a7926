/** The policy that a request names, checked for its question; refused with the choices. */

import { POLICIES, QualityError } from "@loam/quality"
import { findings, type Policies, policies, type QuestionTypeName } from "@loam/schema"
import { refuse } from "../http/errors.ts"
import { listed } from "./asked.ts"

export type Policy = Policies[QuestionTypeName]

/** `true`, `0.5`, `option_order+abstain` (a list) or a text. */
function parameter(name: string, text: string): unknown {
  if (text === "true" || text === "false") return text === "true"
  if (text !== "" && Number.isFinite(Number(text))) return Number(text)
  return name === "tie" || name === "raters" ? text.split("+") : text
}

/** `majority:tie=option_order+abstain,min_answers=2` */
function shortForm(text: string): unknown {
  const [name = "", ...rest] = text.split(":")
  const pairs = rest.join(":").split(",").filter(Boolean)
  const parameters = pairs.map((pair) => {
    const at = pair.indexOf("=")
    if (at < 1) throw refuse.invalid(`policy ${text}: '${pair}' must be of the form parameter=value`)
    return [pair.slice(0, at), parameter(pair.slice(0, at), pair.slice(at + 1))] as const
  })
  return { name, ...Object.fromEntries(parameters) }
}

function parsed(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return shortForm(text)
  try {
    return JSON.parse(text)
  } catch {
    throw refuse.invalid(
      'policy must be a name, or JSON such as {"name": "majority", "tie": ["option_order"]}',
    )
  }
}

/** The suggested one of the type, unless told. */
export function readPolicy(type: QuestionTypeName, text: string = POLICIES[type][0] ?? ""): Policy {
  const policy = parsed(text)
  const names: readonly string[] = POLICIES[type]
  const name = (policy as { readonly name?: unknown }).name
  if (typeof name !== "string" || !names.includes(name))
    throw refuse.invalid(
      `A ${type} question has no policy '${String(name)}': policy must be one of ${listed(names)}`,
    )
  const result = policies[type].safeParse(policy, { reportInput: true })
  if (result.success) return result.data
  const errors = findings("query", policies[type], policy, result.error)
  throw refuse.findings(errors.map((each) => ({ ...each, loc: ["query", "policy", ...each.loc.slice(1)] })))
}

/** Runs what may find that a policy and its question do not go together. */
export function refusingMisfits<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof QualityError) throw refuse.invalid(error.message)
    throw error
  }
}
