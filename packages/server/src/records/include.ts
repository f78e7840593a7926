/** The `include` of lists and searches: which relations of a record are wanted. */
import { refuse } from "../http/errors.ts"

export interface Include {
  readonly responses: boolean
  readonly suggestions: boolean
  /** All of them, those named, or none. */
  readonly vectors: "all" | readonly string[] | null
  /** The current stored consensus on each question. */
  readonly consensus?: boolean
}

export const includeNothing: Include = { responses: false, suggestions: false, vectors: null }
export const includeEverything: Include = { responses: true, suggestions: true, vectors: "all" }

const relations = ["responses", "suggestions", "vectors", "consensus"]

const form = /^\w+(?:,\w+)*$|^\w+:.+$/

/** Reads `responses`, `responses,suggestions` and `vectors:a,b`, in as many parameters as the caller likes. */
export function parseInclude(parameters: readonly string[] | undefined): Include {
  const whole = new Set<string>()
  const vectors: string[] = []
  for (const parameter of parameters ?? []) {
    if (!form.test(parameter))
      throw refuse.invalid(`include=${parameter} is not of the form 'key1,key2' or 'key:value1,value2'`)
    const colon = parameter.indexOf(":")
    if (colon >= 0) {
      // Values of another key select nothing: clients of the protocol may send them.
      if (parameter.slice(0, colon) === "vectors") vectors.push(...parameter.slice(colon + 1).split(","))
      continue
    }
    for (const key of parameter.split(",")) {
      if (!relations.includes(key))
        throw refuse.invalid(`include=${key} is not known; there are ${relations.join(", ")}`)
      whole.add(key)
    }
  }
  if (whole.has("vectors") && vectors.length > 0)
    throw refuse.invalid("include asks for all vectors and for some by name: choose one")
  const named = vectors.length > 0 ? vectors : null
  return {
    responses: whole.has("responses"),
    suggestions: whole.has("suggestions"),
    vectors: whole.has("vectors") ? "all" : named,
    consensus: whole.has("consensus"),
  }
}
