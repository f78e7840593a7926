/** Margins: by how much the chosen answer should win, on a stated scale. */
import type { RankedItem } from "../../example.ts"
import type { Comparison } from "./setup.ts"

export type MarginScale = "none" | "strength" | "llama2-small" | "llama2-large" | "score" | "rank"

/** Llama 2's scales (arXiv 2307.09288, section 3.2.2): significantly better, better, slightly, negligibly. */
const small: Readonly<Record<number, number>> = { 3: 1, 2: 2 / 3, 1: 1 / 3, 0: 0 }

/** The scale that a comparison has when nobody chose one: its strength where it states one, else none. */
export function defaultScale({ measures }: Comparison): MarginScale {
  return measures === "strength" ? "strength" : "none"
}

/** The margin of a pair; undefined where the answer does not give what the scale needs. */
export function marginOf(
  scale: MarginScale,
  better: RankedItem,
  worse: RankedItem,
  strength: number | undefined,
): number | undefined {
  switch (scale) {
    case "none":
      return undefined
    case "strength":
    case "llama2-large":
      return strength
    case "llama2-small":
      return strength === undefined ? undefined : small[strength]
    case "rank":
      return worse.rank - better.rank
    case "score":
      return better.score === undefined || worse.score === undefined ? undefined : better.score - worse.score
  }
}
