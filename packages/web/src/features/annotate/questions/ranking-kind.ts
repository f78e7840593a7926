/** Ranking as a kind of question; its widget is fetched when needed. */
import { lazy } from "react"
import { rankByKey, rankingOf, ranksOf } from "./ranking.ts"
import type { QuestionKind } from "./widget.ts"

const load = async () => ({ default: (await import("./RankingQuestion.tsx")).RankingQuestion })

export const rankingKind: QuestionKind = {
  Widget: lazy(load),
  load,
  decisive: false,
  writes: false,
  choose: ({ settings }, index, { before, focused }) => {
    if (settings.type !== "ranking") return undefined
    const { options } = settings
    const own = options.some(({ value }) => value === focused) ? focused : null
    const ranks = rankByKey(ranksOf(before, options), options, index, own)
    return ranks === null ? undefined : rankingOf(ranks, options)
  },
}
