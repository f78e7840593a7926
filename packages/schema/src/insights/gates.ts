/** Gates: limits that a dataset must keep before somebody trains on it. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { agreementMeasure, scaleLevel } from "./agreement.ts"

const question = z.string().optional()
const share = z.number().min(0).max(1)
const policy = z.string().optional()

export const gate = z.discriminatedUnion("gate", [
  /** A measure of agreement; `of: low` holds the lower end of its interval to the limit. */
  z.strictObject({
    gate: z.literal("agreement"),
    question,
    measure: agreementMeasure.optional(),
    level: scaleLevel.optional(),
    of: z.enum(["value", "low"]).default("value"),
    at_least: z.number(),
  }),
  /** Accuracy of the unified answers against those in metadata. */
  z.strictObject({
    gate: z.literal("gold_accuracy"),
    question,
    policy,
    gold: z.string(),
    of: z.enum(["value", "low"]).default("value"),
    at_least: share,
  }),
  /** Share of records with the wanted number of answers. */
  z.strictObject({ gate: z.literal("completeness"), at_least: share }),
  /** Share of records on which the policy decides. */
  z.strictObject({ gate: z.literal("resolved"), question, policy, at_least: share }),
  /** How many records pass an expression; all records without one. */
  z.strictObject({ gate: z.literal("records"), where: z.string().optional(), at_least: z.int().min(0) }),
])
export type Gate = z.infer<typeof gate>

export const gateReport = z.object({
  passed: z.boolean(),
  items: z.array(
    z.object({
      gate: z.string(),
      /** What exactly was measured, in words. */
      about: z.string(),
      /** Null where the answers say too little, which does not pass. */
      measured: z.number().nullable(),
      at_least: z.number(),
      passed: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
})
export type GateReport = z.infer<typeof gateReport>

export const gatesEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/datasets/{dataset_id}/gates",
  reads: true,
  status: 200,
  allow: admin("dataset"),
  body: z.object({ gates: z.array(gate).min(1).max(50) }),
  response: gateReport,
  summary: "Whether agreement, gold accuracy and completeness reach the limits given",
})
