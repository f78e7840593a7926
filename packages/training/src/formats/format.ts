/** What an export format is: who reads it, its columns, how an example becomes a row, the rules a row must keep. */
import { type Example, isKind, type TargetKind } from "../example.ts"
import type { Features } from "../json/features.ts"
import { type Problem, problem } from "../lint/finding.ts"
import type { Rule } from "../lint/rule.ts"
import type { SourceDataset } from "../source/types.ts"
import type { ExampleShape } from "../tasks/task.ts"

export type Row = Readonly<Record<string, unknown>>

export interface FormatOptions {
  /** Put between prompt and answer where a trainer joins them as they are; nothing is added by default. */
  readonly separator?: string | undefined
  /** Which turns of the assistant in a conversation are learnt, where the format can say it. */
  readonly train_on?: "last" | "all" | undefined
  /** End-of-sequence text, where the format wants it in the row. */
  readonly eos?: string | undefined
}

export interface FormatContext {
  readonly dataset: SourceDataset
  readonly shape: ExampleShape
  readonly options: FormatOptions
}

/** Rows, or why there is none. */
export type Rendered = readonly Row[] | Problem

export interface ExportFormat {
  readonly id: string
  readonly title: string
  /** The programs that read it. */
  readonly readers: readonly string[]
  readonly kind: TargetKind
  readonly aliases?: readonly string[]
  readonly features: (context: FormatContext) => Features
  readonly renderer: (context: FormatContext) => (example: Example) => Rendered
  readonly rules: readonly Rule[]
  /** The text column that the trainer appends to `prompt` as it is. */
  readonly joins?: string
  /** The trainer reads the texts as they are, without a chat template. */
  readonly plain?: boolean
  /** Fewer rows than this and the target refuses the file. */
  readonly min_rows?: number
}

interface Definition<K extends TargetKind> extends Omit<ExportFormat, "renderer" | "kind"> {
  readonly kind: K
  /** Its rows can hold tool schemas; examples with tools are refused elsewhere, never robbed of them. */
  readonly tools?: boolean
  readonly render: (example: Example<K>, context: FormatContext) => Rendered
}

/** Makes a format of a typed renderer. */
export function format<K extends TargetKind>({
  render,
  tools = false,
  ...rest
}: Definition<K>): ExportFormat {
  return {
    ...rest,
    renderer: (context) => (example) => {
      if (!isKind(example, rest.kind))
        throw new Error(`format '${rest.id}' cannot render '${example.target.kind}'`)
      return example.tools === undefined || tools ? render(example, context) : problem("tools-unsupported")
    },
  }
}

export function isRefusal(rendered: Rendered): rendered is Problem {
  return !Array.isArray(rendered)
}
