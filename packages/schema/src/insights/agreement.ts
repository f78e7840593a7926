/** Agreement: how far people say the same about the same records. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import type { QuestionTypeName } from "../questions/index.ts"
import { askedQuestion, asksQuestion, person, resampling } from "./asking.ts"
import { namedEstimate } from "./measured.ts"

/** The measures of each question type. */
export const agreementMeasures = {
  text: ["percent"],
  label_selection: ["percent", "alpha", "fleiss", "ac1", "brennan_prediger", "cohen"],
  multi_label_selection: ["percent", "alpha"],
  rating: ["percent", "alpha", "fleiss", "ac1", "ac2", "brennan_prediger", "cohen"],
  ranking: ["alpha", "tau", "w"],
  span: ["f1_offset", "f1_exact", "f1_partial", "gamma"],
} as const satisfies { readonly [Type in QuestionTypeName]: readonly string[] }

export const agreementMeasure = z.enum([...new Set(Object.values(agreementMeasures).flat())])
export type AgreementMeasure = z.infer<typeof agreementMeasure>

/** How far apart two answers are; ratings are `ordinal` and labels `nominal` unless told. */
export const scaleLevel = z.enum(["nominal", "ordinal", "interval", "ratio"])
export type ScaleLevel = z.infer<typeof scaleLevel>

const agreementQuery = z.object({
  ...asksQuestion,
  /** Repeatable; all that fit the question unless told, without γ, which is slow. */
  measure: z.array(agreementMeasure).optional(),
  level: scaleLevel.optional(),
  /** Slices: `day`, `week` or `month` (of a record's latest answer), or `metadata.` and a key. */
  by: z.string().optional(),
  ...resampling,
})
export type AgreementQuery = z.infer<typeof agreementQuery>

/** `variant` says which: the level or distance of α, the weights of AC2 and κ. */
const figure = namedEstimate({ measure: agreementMeasure, variant: z.string().nullable() })
export type AgreementFigure = z.infer<typeof figure>

export const agreement = z.object({
  question: askedQuestion,
  people: z.int(),
  /** Records with an answer, and with two or more: only these can show agreement. */
  records: z.int(),
  compared: z.int(),
  answers: z.int(),
  measures: z.array(figure),
  /** Each option as a yes-or-no question of its own, for questions with labels. */
  labels: z.array(z.object({ label: z.string(), answers: z.int(), alpha: namedEstimate({}) })),
  /** Pairs of people with the most records in common first; with the measure `cohen` only. */
  pairs: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        first: person,
        second: person,
        shared: z.int(),
        percent: z.number(),
        kappa: namedEstimate({}),
      }),
    ),
  }),
  /**
   * The same for questions without κ: how alike the answers of two people are, 0 to 1, as in unify (texts: the same or
   * not). Null for label and rating questions, and where there are too many answers.
   */
  alike: z
    .object({
      total: z.int(),
      items: z.array(
        z.object({ first: person, second: person, shared: z.int(), likeness: namedEstimate({}) }),
      ),
    })
    .nullable(),
  /** With `by`: the slices with the most records, in the order of their keys. */
  slices: z
    .object({
      by: z.string(),
      total: z.int(),
      items: z.array(
        z.object({ key: z.string(), records: z.int(), compared: z.int(), measures: z.array(figure) }),
      ),
    })
    .nullable(),
})
export type Agreement = z.infer<typeof agreement>

export const agreementEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/agreement",
  status: 200,
  allow: admin("dataset"),
  query: agreementQuery,
  response: agreement,
  summary: "How far people agree on a question: per label, pair of people and slice, with intervals",
})
