/** Figures as the wire has them: a number, or null and the reason why there is none; never NaN. */
import { z } from "zod"

/** Codes of why a figure is missing (`reason`), or of what to know about it (`note`). */
export const measureReason = z.enum([
  "no_ratings",
  "no_pairs",
  "no_variation",
  "too_few_values",
  "not_numeric",
  "negative_values",
  "too_many_values",
  "too_large",
  "zero_weight",
  "not_connected",
  "ties_unbounded",
  "regularised",
  "not_converged",
])
export type MeasureReason = z.infer<typeof measureReason>

/** A figure with more about it. */
export const measured = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.union([
    z.object({ value: z.number(), note: measureReason.exactOptional(), ...shape }),
    z.object({ value: z.null(), reason: measureReason, ...shape }),
  ])

/** From resampling; `undefined_draws` counts the resamples in which the figure had no value. */
export const measureInterval = z.object({
  low: z.number(),
  high: z.number(),
  mean: z.number(),
  level: z.number(),
  draws: z.int(),
  undefined_draws: z.int(),
})

/** `units`: how many records the figure was computed from. */
const estimateShape = { interval: measureInterval.nullable(), units: z.number() }
export const namedEstimate = <Shape extends z.ZodRawShape>(shape: Shape) =>
  measured({ ...shape, ...estimateShape })

/** A share of trials with its Wilson interval. */
const shareShape = { hits: z.number(), trials: z.number(), low: z.number(), high: z.number() }
export const share = measured(shareShape)
export const shrunkShare = measured({ ...shareShape, shrunk: z.number() })
