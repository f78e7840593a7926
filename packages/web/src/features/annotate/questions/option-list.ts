/** What single- and multi-label questions share: keys, shape, what is visible, and how suggestions are told. */
import type { Option, Suggestion } from "@loam/schema"

/** Options from this number on can be searched. */
export const searchableFrom = 13

/** Key hint of option `index`: 1–9, 0, then the same with Shift. Numbers never change by folding or searching. */
export function hintOf(index: number): string | undefined {
  const digit = String((index + 1) % 10)
  if (index < 10) return digit
  return index < 20 ? `⇧${digit}` : undefined
}

/** Few or wordy options stand in rows, many short ones side by side. */
export function shapeOf(options: readonly Option[]): "rows" | "chips" {
  const wordy = options.some(({ text, description }) => description || text.length > 26)
  return wordy || options.length <= 6 ? "rows" : "chips"
}

export interface ListedOption {
  readonly option: Option
  readonly index: number
}

interface View {
  readonly search: string
  /** All of them, or only the first ones and those of interest. */
  readonly unfolded: boolean
  readonly visible: number | null
  /** Chosen or suggested values stay in sight. */
  readonly kept: readonly string[]
}

export function listOptions(options: readonly Option[], view: View): ListedOption[] {
  const listed = options.map((option, index) => ({ option, index }))
  const words = view.search.trim().toLowerCase()
  if (words) return listed.filter(({ option }) => option.text.toLowerCase().includes(words))
  if (view.unfolded || view.visible === null) return listed
  const limit = view.visible
  return listed.filter(({ option, index }) => index < limit || view.kept.includes(option.value))
}

/** "0.87" for one score; the one of this value where there are several. */
export function scoreOf(suggestion: Suggestion, value: unknown): string | undefined {
  const { score } = suggestion
  if (typeof score === "number") return score.toFixed(2)
  if (!Array.isArray(score) || !Array.isArray(suggestion.value)) return undefined
  const own = score[suggestion.value.indexOf(value as never)]
  return own?.toFixed(2)
}

/** For tooltips and screen readers. */
export function suggestedBy(suggestion: Suggestion): string {
  const agent = suggestion.agent ? ` by ${suggestion.agent}` : ""
  return `Suggested${agent}`
}
