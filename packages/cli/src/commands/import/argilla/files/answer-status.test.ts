import { describe, expect, it } from "vitest"
import { answerStatuses } from "./answer-status.ts"

const rules = { required: ["label"], minSubmitted: 2, otherwise: "submitted" as const }
const whole = { values: { label: 1 } }
const half = { values: { why: 1 } }
const told = (record: string | null, answers: { values: object; status?: string }[], more: object = {}) =>
  answerStatuses(record, answers as Parameters<typeof answerStatuses>[1], { ...rules, ...more })

describe("whether an answer was submitted", () => {
  it("is told by the file where it says so, whatever the record's state", () => {
    const answers = [
      { ...half, status: "submitted" },
      { ...whole, status: "discarded" },
    ]
    expect(told("pending", answers)).toEqual({ statuses: ["submitted", "discarded"], taken: 0 })
  })

  it("is told by a record that just as many answers completed", () => {
    expect(told("completed", [whole, whole, half])).toEqual({
      statuses: ["submitted", "submitted", "draft"],
      taken: 0,
    })
  })

  it("is told by a record that one answer would have completed", () => {
    expect(told("pending", [whole, whole], { minSubmitted: 1 })).toEqual({
      statuses: ["draft", "draft"],
      taken: 0,
    })
  })

  it.each([
    ["more answers than completed it", "completed", [whole, whole, whole], 2, 3],
    ["fewer than would complete it", "pending", [whole], 2, 1],
    ["no state", null, [whole], 1, 1],
    ["nobody counting", "pending", [whole], undefined, 1],
  ])("is taken as asked, and counted, with %s", (_what, record, answers, minSubmitted, taken) => {
    const result = told(record, answers, { minSubmitted, otherwise: "draft" })
    expect(result).toEqual({ statuses: answers.map(() => "draft"), taken })
  })
})
