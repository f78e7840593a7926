/** People: how reliable, how fast, and with which habits each answers one question. */
import { z } from "zod"
import { endpoint } from "../endpoint.ts"
import { admin } from "../permissions.ts"
import { json, jsonObject } from "../scalars.ts"
import { askedQuestion, asksQuestion, person } from "./asking.ts"
import { measured, share, shrunkShare } from "./measured.ts"

const annotatorsQuery = z.object({
  ...asksQuestion,
  /** The consensus that people are compared with; by majority unless told. See the consensus endpoint. */
  policy: z.string().optional(),
  /** Where right answers stand: `metadata.key`, `suggestion` or `suggestion:agent`; for label and rating questions. */
  gold: z.string().optional(),
})
export type AnnotatorsQuery = z.infer<typeof annotatorsQuery>

/** Seconds of attention, of answers that say how long they took. */
const speed = z.object({
  answers: z.int(),
  median: z.number().nullable(),
  fastest_tenth: z.number().nullable(),
  /** Over the median of all people's medians: 0.5 is twice as fast. */
  relative: z.number().nullable(),
  /** Share of answers faster than the 5th percentile of everybody's. */
  fast_share: z.number().nullable(),
})

/** Of label and rating questions. `run_chance`: upper bound on a run that long by chance. */
const straightLining = z.object({
  commonest: json,
  commonest_share: z.number().nullable(),
  entropy: z.number().nullable(),
  longest_run: z.int(),
  run_of: json,
  run_chance: z.number().nullable(),
})

/** Of answers that say in which order the options were shown. */
const position = z.object({
  first: share,
  expected: z.number().nullable(),
  biased: z.boolean(),
  places: z.array(z.int()),
})

/**
 * Of answers that choose among texts of the record: how often the longer one; equal lengths are left out. With more than
 * two texts the one chosen is compared with the mean of the others. `log_ratio`: mean of ln(chosen / other).
 */
const lengths = z.object({ longer: share, biased: z.boolean(), log_ratio: z.number().nullable() })

/** Of answers given after there was a suggestion, unless they say that it was not seen. */
const acceptance = z.object({
  accepted: share,
  seconds_accepted: z.number().nullable(),
  seconds_changed: z.number().nullable(),
})

const annotator = z.object({
  user: person,
  answers: z.int(),
  /** Fewer than five: every figure is a guess. */
  few_answers: z.boolean(),
  /** Of answers to records others answered too and the policy resolved: how many gave the result. */
  with_consensus: share,
  /** These four are of label and rating questions; null otherwise. Against the majority of the others: */
  with_others: share.nullable(),
  gold: shrunkShare.nullable(),
  /** How often right, by Dawid–Skene; share of answers known rather than guessed, by MACE. */
  expected_accuracy: measured({}).nullable(),
  competence: measured({}).nullable(),
  speed,
  straight_lining: straightLining.nullable(),
  position: position.nullable(),
  length: lengths.nullable(),
  suggestions: acceptance,
})
export type Annotator = z.infer<typeof annotator>

export const annotators = z.object({
  question: askedQuestion,
  policy: jsonObject,
  everybody: z.object({
    answers: z.int(),
    position: position.nullable(),
    length: lengths.nullable(),
    suggestions: acceptance,
  }),
  /** By their names. */
  items: z.array(annotator),
})
export type Annotators = z.infer<typeof annotators>

export const annotatorsEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/datasets/{dataset_id}/annotators",
  status: 200,
  allow: admin("dataset"),
  query: annotatorsQuery,
  response: annotators,
  summary: "People's reliability, agreement with the consensus, speed, habits and use of suggestions",
})
