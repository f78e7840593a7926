/** The settings file of a dataset: JSON or YAML, with the members that the SDK's constructors take. */
import { readFile } from "node:fs/promises"
import { findings } from "@loam/schema"
import {
  type AnyField,
  type AnyQuestion,
  ChatField,
  CustomField,
  FeedbackDataset,
  ImageField,
  InvalidInputError,
  LabelQuestion,
  MultiLabelQuestion,
  RankingQuestion,
  RatingQuestion,
  SpanQuestion,
  TextField,
  TextQuestion,
} from "@loam/sdk"
import { parse } from "yaml"
import { z } from "zod"
import { exitCodes } from "./exit-codes.ts"
import { Failure } from "./failure.ts"

const text = z.string().exactOptional()
const flag = z.boolean().exactOptional()
const common = { name: z.string(), title: text, required: flag }

const field = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("text"), ...common, use_markdown: flag })
    .transform(({ type: _, ...options }) => new TextField(options)),
  z
    .strictObject({ type: z.literal("image"), ...common })
    .transform(({ type: _, ...options }) => new ImageField(options)),
  z
    .strictObject({ type: z.literal("chat"), ...common, use_markdown: flag })
    .transform(({ type: _, ...options }) => new ChatField(options)),
  z
    .strictObject({ type: z.literal("custom"), ...common, template: z.string(), advanced_mode: flag })
    .transform(({ type: _, ...options }) => new CustomField(options)),
])

// YAML reads `- 1` as a number and `- yes` as a text; values of labels are texts.
const word = z.union([z.string(), z.number()]).transform(String)
const labels = z.union([
  z.array(z.union([word, z.strictObject({ value: word, text: z.string(), description: text })])),
  z.record(z.string(), z.string()),
])
const asked = { ...common, description: text }
const labelled = { ...asked, labels, visible_options: z.int().exactOptional() }

const question = z.discriminatedUnion("type", [
  z
    .strictObject({ type: z.literal("text"), ...asked, use_markdown: flag })
    .transform(({ type: _, ...options }) => new TextQuestion(options)),
  z
    .strictObject({ type: z.literal("rating"), ...asked, values: z.array(z.number()) })
    .transform(({ type: _, ...options }) => new RatingQuestion(options)),
  z
    .strictObject({ type: z.literal("label"), ...labelled })
    .transform(({ type: _, ...options }) => new LabelQuestion(options)),
  z
    .strictObject({
      type: z.literal("multi_label"),
      ...labelled,
      options_order: z.enum(["natural", "suggestion"]).exactOptional(),
    })
    .transform(({ type: _, ...options }) => new MultiLabelQuestion(options)),
  z
    .strictObject({ type: z.literal("ranking"), ...asked, values: labels })
    .transform(({ type: _, ...options }) => new RankingQuestion(options)),
  z
    .strictObject({
      type: z.literal("span"),
      ...labelled,
      field: z.string(),
      allow_overlapping: flag,
      allow_character_annotation: flag,
    })
    .transform(({ type: _, ...options }) => new SpanQuestion(options)),
])

const distribution = z.strictObject({
  strategy: z.enum(["overlap", "everyone"]).default("overlap"),
  min_submitted: z.int().min(1),
})

const settingsFile = z.strictObject({
  name: text,
  workspace: text,
  guidelines: text,
  distribution: distribution.exactOptional(),
  allow_extra_metadata: flag,
  metadata: z.record(z.string(), z.json()).exactOptional(),
  fields: z.array(field).min(1),
  questions: z.array(question).min(1),
})

export interface DatasetSettings {
  readonly name: string | undefined
  readonly workspace: string | undefined
  readonly dataset: FeedbackDataset
}

function problemsOf(value: unknown, error: z.core.$ZodError): string {
  const sentences = findings("body", settingsFile, value, error).map(({ loc, msg }, index) => {
    const issue = error.issues[index]
    const found = issue?.code === "unrecognized_keys" ? `there is no '${issue.keys.join("', '")}' here` : msg
    return [loc.slice(1).join("."), found].filter(Boolean).join(": ")
  })
  return sentences.join("; ")
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    throw new Failure(`the settings file ${path} cannot be read`, exitCodes.notFound, error)
  }
}

/** Reads and checks a settings file; what is wrong is said with its place. */
export async function readSettings(path: string): Promise<DatasetSettings> {
  const content = await readText(path)
  const refused = (problem: string, cause: unknown) =>
    new Failure(`${path} is no valid settings file: ${problem}`, exitCodes.usage, cause)
  try {
    // JSON is YAML, too.
    const value: unknown = parse(content)
    const result = settingsFile.safeParse(value, { reportInput: true })
    if (!result.success) throw refused(problemsOf(value, result.error), result.error)
    const { name, workspace, ...settings } = result.data
    return {
      name,
      workspace,
      dataset: new FeedbackDataset<readonly AnyField[], readonly AnyQuestion[]>(settings),
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    if (error instanceof InvalidInputError) throw refused(error.message, error)
    throw refused(error instanceof Error ? error.message.trim() : String(error), error)
  }
}
