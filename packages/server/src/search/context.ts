/** What a search needs to know beside the request: the dataset's questions, and as whom it looks. */
import type { Actor } from "../http/context.ts"
import type { DatasetRules } from "../records/index.ts"

export interface SearchContext {
  readonly rules: DatasetRules
  /** Only this person's answers count; absent: anybody's. */
  readonly answersOf?: string
  /** Labelers must not find out hidden metadata by filtering or sorting. */
  readonly metadata: boolean
}

/** Everybody's answers, as an admin looks. */
export const contextForAll = (rules: DatasetRules): SearchContext => ({ rules, metadata: true })

/** One's own answers only, whoever one is. */
export const contextForOne = (rules: DatasetRules, actor: Pick<Actor, "id" | "role">): SearchContext => ({
  rules,
  answersOf: actor.id,
  metadata: actor.role !== "annotator",
})
