/** What is said between an export and the thread that counts its tokens and looks for benchmark texts in it. */
import type { Built, Examined, ExamineOptions } from "@loam/training"

/** A tokenizer or a list as stored: JSON text, and a key that equal content shares. */
export interface Material {
  readonly key: string
  readonly text: string
}

export interface Materials {
  readonly tokenizer?: Material | undefined
  readonly benchmarks: readonly Material[]
}

export type ExaminerOptions = Pick<
  ExamineOptions,
  "max_tokens" | "truncate" | "near_duplicates" | "plain" | "separator"
> & { readonly template_tokens?: number | undefined; readonly use_template?: boolean | undefined }

export type Request =
  | { readonly type: "open"; readonly session: number; readonly options: ExaminerOptions }
  | { readonly type: "examine"; readonly session: number; readonly examples: Built["examples"] }
  | { readonly type: "close"; readonly session: number }

export type Reply =
  | { readonly ok: true; readonly examined: readonly Examined[]; readonly about?: string }
  /** `invalid`: what was given is at fault, not this program. */
  | { readonly ok: false; readonly invalid: boolean; readonly message: string }
