/** Rankings: the whole list of a prompt in one row, or each of its pairs with a group and a weight. */

import { hash64 } from "../hash/hash.ts"
import { float, integer, list, string } from "../json/features.ts"
import { conversation } from "../lint/conversation.ts"
import { problem } from "../lint/finding.ts"
import { columns, differ, listOf, sameLength, text } from "../lint/rule.ts"
import { plainAnswer, promptMessages } from "../messages.ts"
import { pairsFromRanks } from "../tasks/comparison/pairs.ts"
import { format } from "./format.ts"
import { promptRule, promptText, roles } from "./trl.ts"
import { messageFeature, trlMessages } from "./trl-messages.ts"

export const rankedList = format({
  id: "list",
  title: "One row a ranking",
  readers: ["listwise trainers", "scripts"],
  kind: "ranked",
  features: ({ shape }) => ({
    prompt: string,
    responses: list(string),
    ranks: list(integer),
    ...(shape.scores ? { scores: list(float) } : {}),
  }),
  render(example, { shape }) {
    const prompt = promptText(example)
    if (typeof prompt !== "string") return prompt
    const { items } = example.target
    const responses = items.map(({ messages }) => plainAnswer(messages))
    if (responses.includes(undefined)) return problem("not-text")
    const ranks = items.map(({ rank }) => rank)
    return [
      {
        prompt,
        responses,
        ranks,
        ...(shape.scores ? { scores: items.map(({ score }) => score ?? null) } : {}),
      },
    ]
  },
  rules: [
    columns(["prompt", "responses", "ranks"], ["scores"]),
    text("prompt", "empty-prompt"),
    listOf("responses", "string"),
    listOf("ranks", "number"),
    sameLength("responses", "ranks"),
  ],
})

/** InstructGPT's form: all pairs of a prompt share a group and weigh 1 / C(K, 2) each; ties give no pair. */
export const rankedPairs = format({
  id: "pairs",
  title: "One row a pair, grouped and weighted",
  readers: ["reward model trainers", "TRL RewardTrainer"],
  kind: "ranked",
  features: () => ({
    prompt: messageFeature,
    chosen: messageFeature,
    rejected: messageFeature,
    group_id: string,
    pair_weight: float,
    rank_gap: integer,
  }),
  render(example) {
    const { items } = example.target
    const prompt = trlMessages(promptMessages(example))
    const group_id = hash64(example.id)
    const pair_weight = 2 / (items.length * (items.length - 1))
    return pairsFromRanks(items.map(({ rank }) => rank)).map(({ chosen, rejected, gap }) => ({
      prompt,
      chosen: trlMessages(items[chosen]?.messages ?? []),
      rejected: trlMessages(items[rejected]?.messages ?? []),
      group_id,
      pair_weight,
      rank_gap: gap,
    }))
  },
  rules: [
    columns(["prompt", "chosen", "rejected", "group_id", "pair_weight", "rank_gap"]),
    promptRule,
    conversation("chosen", { roles, last: ["assistant"], assistant: true }),
    conversation("rejected", { roles, last: ["assistant"], assistant: true }),
    differ("chosen", "rejected"),
  ],
})
