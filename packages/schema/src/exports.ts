/** Exports: a dataset as a file somebody trains on. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin } from "./permissions.ts"
import { recordStatus } from "./records.ts"
import { bool, id, jsonObject, moment } from "./scalars.ts"

export const exportContainer = z.enum(["jsonl", "parquet", "folder", "sources", "findings"])
export type ExportContainer = z.infer<typeof exportContainer>

const exportQuery = z.object({
  /** What the rows are for, e.g. `raw`, `sft`; and in whose shape, see the export formats page. */
  task: z.string().default("raw"),
  format: z.string().optional(),
  /** Names of the field and question that hold prompt and answer; worked out when there is one choice. */
  prompt: z.string().optional(),
  answer: z.string().optional(),
  /** Any other part of the task, as `part=name`, repeatable: `map=context=field:background`. */
  map: z.array(z.string()).optional(),
  /**
   * What the rows come in: lines of JSON, one Parquet file with the columns' types in it, or a Hugging Face dataset
   * folder as a tar archive: Parquet shards of every split and a card. Beside the rows: `sources`, one line a row that
   * says which record and answers it comes from; `findings`, one line for everything left out or doubted.
   */
  container: exportContainer.default("jsonl"),
  /** Only records of this status. */
  status: recordStatus.optional(),
  /** Only records that pass, such as `quality.mean >= 4 and agreement >= 0.6`; see the page on selecting. */
  where: z.string().optional(),
  /**
   * One answer a record instead of all of them: `question=policy`, `question=policy:parameter=value,…` or
   * `question={…}` as JSON; repeatable. Questions that are not named go by the suggested policy of their type;
   * `default` alone says that of all.
   */
  unify: z.array(z.string()).optional(),
  /** Shares of splits by prompt, `train=0.9,test=0.1`, a seed that keeps them, and the one that is wanted. */
  splits: z.string().optional(),
  seed: z.string().default("0"),
  split: z.string().optional(),
  /** Splits keep the shares of the labels; the data is read twice. */
  stratified: bool.optional(),
  /** Options of the task and the format, `name=value`, repeatable: `option=margin=llama2-small`. */
  option: z.array(z.string()).optional(),
  /** Which answers make rows, `name=value`: `answers=suggestions=fallback`. */
  answers: z.array(z.string()).optional(),
  /** What is done about what the linter finds, `name=value`: `lint=duplicates=refuse`, `lint=max_tokens=2048`. */
  lint: z.array(z.string()).optional(),
  /** Name of a tokenizer of the workspace that tokens are counted with. */
  tokenizer: z.string().optional(),
  /** Names of the workspace's lists of texts that must not be trained on. */
  benchmark: z.array(z.string()).optional(),
  /** The moment whose records, suggestions and answers are exported; now unless told. */
  as_of: moment.optional(),
})
export type ExportQuery = z.infer<typeof exportQuery>

const advice = { code: z.string(), sentence: z.string(), remedy: z.string() }

/** What an export was made of and how, so that it can be made again byte for byte. */
export const exportManifest = z.object({
  manifest_version: z.int(),
  loam_version: z.string(),
  dataset: z.object({ id: id.nullable(), name: z.string() }),
  as_of: z.string(),
  task: z.string(),
  format: z.string(),
  mapping: z.record(z.string(), z.array(z.string())),
  answers: jsonObject,
  policies: z.record(z.string(), z.string()),
  /** `query`: the request that gives the file; `settings_hash`: of fields, questions and properties. */
  options: jsonObject,
  filter: z.string().nullable(),
  split: z.object({ seed: z.string(), parts: z.record(z.string(), z.number()), hash: z.string() }).nullable(),
  /** SHA-256 over the records as they were read. */
  data_hash: z.string(),
  records: z.int(),
  rows: z.int(),
  /** How often each reason came up for leaving a row out, or for doubting it. */
  reasons: z.record(z.string(), z.int()),
  /** From the dataset's metadata: `license` and `source`. */
  licence: z.string().nullable(),
  source: z.string().nullable(),
  files: z.array(z.object({ path: z.string(), sha256: z.string(), bytes: z.int(), rows: z.int() })),
})
export type ExportManifest = z.infer<typeof exportManifest>

const fileFinding = z.object({ severity: z.enum(["refused", "warning"]), ...advice })

/** What an export would hold, without the file. */
const exportReport = z.object({
  task: z.string(),
  format: z.string(),
  /** Which field or question fills which part, given or worked out. */
  mapping: z.record(z.string(), z.array(z.string())),
  records: z.int(),
  rows: z.int(),
  /** How often each reason came up for leaving a row out, or for doubting it. */
  reasons: z.record(z.string(), z.int()),
  /** Rows that a trainer would refuse, the first thousand of them; they are not in the file. */
  refused: z.array(z.object({ record_id: id, external_id: z.string().nullable(), ...advice })),
  /** What can only be said of the file as a whole. */
  findings: z.array(fileFinding),
  /** Lengths of rows in tokens, where a tokenizer was named: `over` is the share of those above the budget. */
  tokens: z
    .object({
      rows: z.int(),
      total: z.int(),
      longest: z.int(),
      p50: z.int(),
      p95: z.int(),
      p99: z.int(),
      over: z.number().exactOptional(),
    })
    .exactOptional(),
  /** Rows a class, of tasks that have classes. */
  classes: z.record(z.string(), z.int()).exactOptional(),
  /** Files that the trainer wants beside the rows, such as LLaMA-Factory's `dataset_info.json`. */
  companions: z.array(z.object({ name: z.string(), content: z.string() })),
  /** Of the data's licence and source. */
  licence_findings: z.array(fileFinding),
})
export type ExportReport = z.infer<typeof exportReport>

export const exportCheck = exportReport.extend({ manifest: exportManifest })
export type ExportCheck = z.infer<typeof exportCheck>

/** What every task needs and what this dataset has for it; `problem`: why it is not offered yet. */
const offered = z.object({
  task: z.string(),
  title: z.string(),
  about: z.string(),
  formats: z.array(z.object({ id: z.string(), title: z.string(), readers: z.array(z.string()) })),
  parts: z.array(
    z.object({
      name: z.string(),
      means: z.string(),
      required: z.boolean(),
      many: z.boolean(),
      choices: z.array(z.string()),
    }),
  ),
  mapping: z.record(z.string(), z.array(z.string())),
  problem: z
    .object({ code: z.string(), part: z.string(), message: z.string(), choices: z.array(z.string()) })
    .exactOptional(),
})
export type ExportTask = z.infer<typeof offered>

/** How many of the records read pass; `exact` when all were read. */
const passed = { matched: z.int(), scanned: z.int(), total: z.int(), exact: z.boolean() }

export const exportPreview = exportReport.extend({
  /** The first rows as the file has them, each with its record; `rows` counts those of the records read. */
  preview: z.array(
    z.object({
      line: z.string(),
      record_id: id,
      external_id: z.string().nullable(),
      split: z.string().nullable(),
    }),
  ),
  selected: z.object(passed),
})
export type ExportPreview = z.infer<typeof exportPreview>

export const selection = z.object({
  /** The expression in its one form; null without one. */
  where: z.string().nullable(),
  ...passed,
  /** What can be written in an expression. */
  names: z.array(z.object({ name: z.string(), means: z.string() })),
  /** The values of what the expression reads, the most frequent first, and how many of their records pass. */
  variables: z.array(
    z.object({
      name: z.string(),
      missing: z.int(),
      min: z.number().nullable(),
      mean: z.number().nullable(),
      max: z.number().nullable(),
      values: z.array(
        z.object({ value: z.union([z.string(), z.number(), z.boolean()]), count: z.int(), matched: z.int() }),
      ),
    }),
  ),
})
export type Selection = z.infer<typeof selection>
export interface SelectionQuery extends Pick<ExportQuery, "where" | "unify" | "status"> {
  readonly exact: boolean
}

export const exportEndpoints = {
  download: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/export",
    status: 200,
    allow: admin("dataset"),
    query: exportQuery,
    response: "stream",
    produces: "application/x-ndjson",
    summary:
      "The dataset as JSON lines or Parquet in a trainer's format; rows that a trainer would refuse are left out",
  }),
  check: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/export/check",
    reads: true,
    status: 200,
    allow: admin("dataset"),
    query: exportQuery,
    response: exportCheck,
    summary: "What the same export holds and what it leaves out, with the reasons",
  }),
  preview: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/export/preview",
    reads: true,
    status: 200,
    allow: admin("dataset"),
    query: exportQuery,
    response: exportPreview,
    summary: "The first ten rows of an export and what was found on the way to them",
  }),
  tasks: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/export/tasks",
    status: 200,
    allow: admin("dataset"),
    response: z.object({ items: z.array(offered) }),
    summary:
      "The tasks and formats a dataset can be exported as, with the reasons why others are not offered",
  }),
  selection: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/selection",
    status: 200,
    allow: admin("dataset"),
    query: exportQuery.pick({ where: true, unify: true, status: true }).extend({
      /** Counts all records, however many; else the first 100,000 are looked at and `exact` says whether that was all. */
      exact: bool.default(false),
    }),
    response: selection,
    summary: "How many records pass an expression, and how what it reads is distributed",
  }),
}
