/** Holds settings to the contract where they are written, so that a mistake is found before anything is sent. */
import { findings } from "@loam/schema"
import { InvalidInputError } from "../errors.ts"

/** The part of a contract schema that is needed here. */
type Checker = Parameters<typeof findings>[1]

/** Throws {@link InvalidInputError} naming `what` and every member that is wrong. */
export function check(what: string, schema: Checker, value: unknown): void {
  const result = schema.safeParse(value)
  if (result.success) return
  const problems = findings("body", schema, value, result.error).map(({ loc, msg }) => {
    const place = loc.slice(1).join(".")
    return place ? `${place}: ${msg}` : msg
  })
  throw new InvalidInputError(`${what} is not valid: ${problems.join("; ")}`)
}

/** `user_prompt` as people read it: `User prompt`. */
export function titleFrom(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ").trim()
  return words.charAt(0).toUpperCase() + words.slice(1) || name
}
