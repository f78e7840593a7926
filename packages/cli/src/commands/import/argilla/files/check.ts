/** Holds what a file says against the shape that it must have; what is wrong is said with its place and a remedy. */
import type { Json } from "@loam/schema"
import { z } from "zod"
import { exitCodes } from "../../../../exit-codes.ts"
import { Failure } from "../../../../failure.ts"

export const anyJson: z.ZodType<Json> = z.json()
export const jsonMembers = z.record(z.string(), anyJson)

export const refuse = (place: string, what: string, cause?: unknown) =>
  new Failure(`${place}: ${what}`, exitCodes.usage, cause)

/** `place` names the file, and the row where there is one. */
export function check<Out>(schema: z.ZodType<Out>, value: unknown, place: string): Out {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const member = issue?.path.join(".")
  const what = `${member ? `'${member}' is not as Argilla writes it` : "it is not what Argilla writes"}`
  throw refuse(
    place,
    `${what} (${issue?.message}). Is it another file, or edited? Export it again`,
    result.error,
  )
}
