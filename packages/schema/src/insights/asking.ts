/** Parameters that several insights have in common. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { id, integer, text } from "../scalars.ts"

/** Name of the question; may be left out where the dataset has only one that fits. */
export const asksQuestion = { question: text(1, limits.name).optional() }

/** The same seed gives the same intervals; no draws, no intervals. */
export const resampling = {
  seed: integer({ min: 0, max: 0xffffffff }).default(0),
  draws: integer({ min: 0, max: limits.insights.draws }).default(1_000),
}

/** Which question the figures are about. */
export const askedQuestion = z.object({ id, name: z.string(), type: z.string() })

/** Who somebody is; deleted people keep their answers and their name. */
export const person = z.object({ id, username: z.string() })
