import { api } from "@loam/schema"
import { expect, test } from "vitest"
import { asYaml, limitsFor } from "./gates.ts"

const questions = [
  {
    name: "label",
    title: "Label",
    settings: { type: "label_selection", options: [], visible_options: null },
  },
  { name: "why", title: "Why", settings: { type: "text", use_markdown: false } },
  { name: "order", title: "Order", settings: { type: "ranking", options: [] } },
] as const

test("the page sends limits that the server does not know", () => {
  const gates = limitsFor(questions as never, `metadata.a = "x: y"`).map(({ gate, usual }) => gate(usual))
  expect(api.insights.gates.body?.safeParse({ gates })).toMatchObject({ success: true })
  expect(gates.map(({ gate }) => gate)).toEqual([
    "completeness",
    "records",
    "agreement",
    "agreement",
    "agreement",
    "resolved",
    "resolved",
  ])
})

test("an expression with colons and quotes breaks the file of gates", () => {
  const text = asYaml([{ gate: "records", where: `metadata.a = "x: y"`, at_least: 5 }])
  expect(text).toBe(`gates:\n  - {gate: "records", where: "metadata.a = \\"x: y\\"", at_least: 5}\n`)
})
