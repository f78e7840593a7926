/** Activity: how much was answered when and by whom, and when it will be done at this pace. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { timestamp } from "../scalars.ts"
import { person } from "./asking.ts"

/** Days are those of UTC, `2026-11-21`; days on which nothing happened are left out. */
const day = z.string()

/** Why there is no forecast. */
export const forecastReason = z.enum(["done", "no_records", "no_answers", "too_few_days", "idle"])
export type ForecastReason = z.infer<typeof forecastReason>

export const forecast = z.object({
  /** Answers that are still wanted. */
  remaining: z.int(),
  /** Answers a day over the last `days` days. */
  per_day: z.number().nullable(),
  days: z.int(),
  /** The day of the last answer; `latest` is null when the pace is too uneven to tell. */
  expected: day.nullable(),
  earliest: day.nullable(),
  latest: day.nullable(),
  reason: forecastReason.nullable(),
})
export type Forecast = z.infer<typeof forecast>

export const activity = z.object({
  records: z.int(),
  completed: z.int(),
  /** Answers that all records together want, those of them that are there, and what came beyond. */
  wanted: z.int(),
  given: z.int(),
  surplus: z.int(),
  days: z.array(z.object({ day, submitted: z.int(), completed: z.int() })),
  /** Most answers first. */
  people: z.array(
    z.object({
      user: person,
      submitted: z.int(),
      discarded: z.int(),
      draft: z.int(),
      /** Of attention; null where no answer says how long it took. */
      active_seconds: z.number().nullable(),
      first_at: timestamp.nullable(),
      last_at: timestamp.nullable(),
      days: z.array(z.object({ day, submitted: z.int() })),
    }),
  ),
  forecast,
})
export type Activity = z.infer<typeof activity>

export const activityEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/activity",
  status: 200,
  allow: admin("dataset"),
  response: activity,
  summary: "Answers and completed records day by day, by whom, and when all will be done at this pace",
})
