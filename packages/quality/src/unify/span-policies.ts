/** Policies of span questions: the stretches or spans most people marked. */
import type { Span } from "@loam/schema"
import { exactSpanMajority, spanMajority } from "../spans/span-majority.ts"
import { type Decide, decided } from "./decision.ts"
import type { OwnPolicy, SpanPolicy } from "./policy.ts"

export function decideSpans(policy: OwnPolicy<SpanPolicy>): Decide<readonly Span[]> {
  const choose = policy.name === "majority" ? spanMajority : exactSpanMajority
  return (answers) =>
    decided(
      choose(
        answers.map(({ value }) => value),
        { share: policy.share ?? 0.5, weights: answers.map(({ weight }) => weight) },
      ),
    )
}
