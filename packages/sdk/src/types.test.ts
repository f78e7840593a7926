/** What TypeScript knows of a dataset from its declaration; `tsc` is the judge, these run to be held to it. */
import { describe, expect, expectTypeOf, it } from "vitest"
import { FeedbackDataset } from "./dataset.ts"
import { FeedbackRecord } from "./record.ts"
import type { RemoteFeedbackDataset } from "./remote/dataset.ts"
import { ChatField, type ChatMessage, TextField } from "./settings/fields.ts"
import { RatingQuestion, TextQuestion } from "./settings/questions.ts"

const dataset = new FeedbackDataset({
  fields: [
    new TextField({ name: "prompt", required: true }),
    new TextField({ name: "context", required: false }),
    new ChatField({ name: "history" }),
  ],
  questions: [
    new TextQuestion({ name: "demonstration" }),
    new RatingQuestion({ name: "quality", values: [1, 2] }),
  ],
})
type Remote = Awaited<ReturnType<typeof dataset.push>>
type Fields =
  ReturnType<Remote["records"]> extends AsyncGenerator<infer Each extends { fields: unknown }>
    ? Each["fields"]
    : never
type Values =
  ReturnType<Remote["records"]> extends AsyncGenerator<infer Each extends { responses: readonly unknown[] }>
    ? Each["responses"][number]
    : never

describe("types of a declared dataset", () => {
  it("knows required fields as present, optional ones as maybe absent, each by its own kind", () => {
    expectTypeOf<Fields["prompt"]>().toEqualTypeOf<string>()
    expectTypeOf<Fields["context"]>().toEqualTypeOf<string | null | undefined>()
    expectTypeOf<Fields["history"]>().toEqualTypeOf<readonly ChatMessage[]>()
    // @ts-expect-error there is no such field
    type _ = Fields["answer"]
  })

  it("knows answers by their questions", () => {
    expectTypeOf<Values>().toExtend<{
      values: { demonstration?: { value: string }; quality?: { value: number } }
    }>()
  })

  it("refuses records that miss a field or misspell one, when compiled and when run", () => {
    const history: ChatMessage[] = []
    dataset.addRecords([new FeedbackRecord({ fields: { prompt: "a", history } })])
    // @ts-expect-error a required field is missing
    expect(() => dataset.addRecords([{ fields: { history } }])).toThrow(
      "the required field 'prompt' is missing",
    )
    // @ts-expect-error the field is called prompt
    expect(() => dataset.addRecords([{ fields: { promt: "a", history } }])).toThrow("'prompt'")
  })

  it("refuses an option that a field does not have", () => {
    // @ts-expect-error misspelt
    expect(new TextField({ name: "prompt", requird: false }).required).toBe(true)
  })

  it("leaves a dataset opened by name open to any field", () => {
    expectTypeOf<ReturnType<RemoteFeedbackDataset["records"]>>().not.toBeAny()
    expectTypeOf(FeedbackDataset.open).returns.resolves.toExtend<RemoteFeedbackDataset>()
  })
})
