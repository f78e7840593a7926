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
  /** These come first, in this order; their numbers stay what they are. */
  readonly first?: readonly string[]
}

/** Without a limit of the question's own this many are shown before the rest is asked for: a thousand buttons take long to draw. */
export const foldedFrom = 60
/** What a search finds is cut here; typing on finds the rest. */
const mostFound = 100

export function listOptions(options: readonly Option[], view: View): ListedOption[] {
  const listed = options.map((option, index) => ({ option, index }))
  const words = view.search.trim().toLowerCase()
  if (words) return found(listed, words).slice(0, mostFound)
  const place = (value: string) => {
    const at = view.first?.indexOf(value) ?? -1
    return at < 0 ? Number.POSITIVE_INFINITY : at
  }
  const ordered = view.first?.length
    ? listed.toSorted((a, b) => place(a.option.value) - place(b.option.value) || a.index - b.index)
    : listed
  const limit = view.visible ?? (options.length > foldedFrom ? foldedFrom : null)
  if (view.unfolded || limit === null) return ordered
  return ordered.filter(({ option }, at) => at < limit || view.kept.includes(option.value))
}

/** Those that begin with the words before those that contain them. Underscores and hyphens read as blanks. */
function found(listed: readonly ListedOption[], words: string): ListedOption[] {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[_-]/g, " ")
  const wanted = plain(words)
  const hits = listed.flatMap((each) => {
    const at = plain(each.option.text).indexOf(wanted)
    return at < 0 ? [] : [{ each, at }]
  })
  return hits.sort((a, b) => Number(a.at > 0) - Number(b.at > 0)).map(({ each }) => each)
}

/** Suggested values, the surest first. */
export function suggestedFirst(suggestion: Suggestion | null): string[] {
  const values = Array.isArray(suggestion?.value) ? suggestion.value : []
  const scores = Array.isArray(suggestion?.score) ? suggestion.score : []
  return values
    .map((value, at) => ({ value: String(value), score: scores[at] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .map(({ value }) => value)
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
