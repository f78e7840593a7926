/**
 * The checks that cost more than looking at a row: tokens, benchmarks, near-duplicates. They read examples, not rows, so
 * that they can run elsewhere (a worker) before the rows are made.
 */
import type { Example } from "../example.ts"
import { groupId } from "../split/group.ts"
import { type ModelTokenizer, TemplateRefusal } from "../tokenizer/tokenizer.ts"
import type { ContaminationIndex } from "./contamination.ts"
import { cutPrompt } from "./cut-prompt.ts"
import { type Problem, problem } from "./finding.ts"
import { createNearIndex } from "./near-duplicates.ts"
import { longestSequence, type SequenceShape } from "./sequences.ts"
import { exampleTexts } from "./texts.ts"

export interface Examined {
  readonly problems: readonly Problem[]
  readonly tokens?: number
  /** The example with its prompt cut to the budget. */
  readonly example?: Example
  /** Number of the prompt among those compared, and of the earlier one that it nearly is. */
  readonly near?: { readonly number?: number; readonly of?: number }
}

export type Examine = (example: Example) => Examined

export interface ExamineOptions extends Partial<SequenceShape> {
  readonly tokenizer?: ModelTokenizer | undefined
  readonly max_tokens?: number | undefined
  /** Cut prompts that do not fit, instead of saying that they do not. */
  readonly truncate?: boolean | undefined
  readonly contamination?: ContaminationIndex | undefined
  readonly near_duplicates?: boolean | undefined
}

function lengthOf(example: Example, tokenizer: ModelTokenizer, options: ExamineOptions): Examined {
  const { max_tokens, truncate = false } = options
  const shape = { plain: options.plain ?? false, separator: options.separator }
  try {
    const tokens = longestSequence(example, shape, tokenizer)
    if (max_tokens === undefined || tokens <= max_tokens) return { tokens, problems: [] }
    const cut = truncate
      ? cutPrompt(example, (shorter) => longestSequence(shorter, shape, tokenizer) <= max_tokens)
      : undefined
    if (cut !== undefined) {
      const left = longestSequence(cut.example, shape, tokenizer)
      return { tokens: left, example: cut.example, problems: [problem("prompt-cut", cut.detail)] }
    }
    const said = `It has ${tokens} tokens, ${max_tokens} are allowed.`
    return { tokens, problems: [problem("too-long", said)] }
  } catch (error) {
    if (!(error instanceof TemplateRefusal)) throw error
    return { problems: [problem("template-refused", `It says: ${error.message}`)] }
  }
}

function contaminationOf(example: Example, index: ContaminationIndex): Problem | undefined {
  const { prompt, answers } = exampleTexts(example)
  for (const text of [prompt, ...answers]) {
    const match = index.find(text)
    if (match === undefined) continue
    const quoted = Array.from(text).slice(match.start, match.end).join("").slice(0, 120)
    return problem("contaminated", `It shares '${quoted}' with ${match.name}.`)
  }
  return undefined
}

/** Rows of one prompt belong together; only different prompts that are nearly alike are told. */
function nearDuplicates(): (example: Example) => Pick<Examined, "near"> & { problem?: Problem } {
  const index = createNearIndex()
  const seen = new Map<string, Pick<Examined, "near"> & { problem?: Problem }>()
  const recordOf: (string | undefined)[] = []
  return ({ group, source }) => {
    const id = groupId(group)
    const known = seen.get(id)
    if (known !== undefined) return known
    const { number, match } = index.push(group)
    if (number !== undefined) recordOf[number] = source.external_id ?? source.record_id
    const near = {
      ...(number === undefined ? {} : { number }),
      ...(match === undefined ? {} : { of: match.of }),
    }
    const found =
      match === undefined
        ? { near }
        : {
            near,
            problem: problem(
              "near-duplicate",
              `It is to ${Math.round(match.likeness * 100)} % that of record ${recordOf[match.of]}.`,
            ),
          }
    if (number !== undefined) seen.set(id, found)
    return found
  }
}

/** An examiner for the examples of one export, in their order. */
export function createExaminer(options: ExamineOptions): Examine {
  const { tokenizer, contamination } = options
  const near = options.near_duplicates ? nearDuplicates() : undefined
  return (example) => {
    const length = tokenizer === undefined ? undefined : lengthOf(example, tokenizer, options)
    const shared = contamination === undefined ? undefined : contaminationOf(example, contamination)
    const alike = near?.(example)
    const problems = [...(length?.problems ?? []), shared, alike?.problem].filter((one) => one !== undefined)
    return { ...length, ...(alike?.near === undefined ? {} : { near: alike.near }), problems }
  }
}
