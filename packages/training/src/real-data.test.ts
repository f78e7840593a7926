// Exports of real crowd data, where LOAM_TEST_DATA names the folder that holds it.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { createExporter, type ExportRequest } from "./export.ts"
import type { SourceRecord } from "./source/types.ts"
import { groupId } from "./split/group.ts"
import { chatField, dataset, question, record, submitted, textField } from "./test/factories.ts"

const folder = process.env.LOAM_TEST_DATA
if (folder === undefined) {
  console.warn("SKIPPED: exports of real data (oasst, llmfao, banking77); set LOAM_TEST_DATA to their folder")
}
const read = (path: string) => readFileSync(join(folder ?? "", path), "utf8")
const lines = (path: string) =>
  read(path)
    .split("\n")
    .filter((line) => line !== "")

function run(request: ExportRequest, records: Iterable<SourceRecord>) {
  const exporter = createExporter(request)
  const rows = []
  const findings = []
  for (const one of records) {
    const result = exporter.push(one)
    rows.push(...result.rows)
    findings.push(...result.findings)
  }
  return { exporter, rows, findings, report: exporter.finish() }
}

describe.skipIf(folder === undefined)("OASST: ranked replies in conversation trees", () => {
  interface Node {
    readonly message_id: string
    readonly role: string
    readonly text: string
    readonly rank?: number
    readonly replies: readonly Node[]
  }
  interface Group {
    readonly id: string
    readonly conversation: { role: string; content: string }[]
    readonly replies: readonly { text: string; rank: number }[]
  }
  const groups = (node: Node, before: Group["conversation"]): Group[] => {
    const conversation = [...before, { role: node.role, content: node.text }]
    const replies = node.replies.flatMap(({ text, rank }) =>
      rank === undefined ? [] : [{ text, rank: rank + 1 }],
    )
    return [
      ...(replies.length >= 2 ? [{ id: node.message_id, conversation, replies }] : []),
      ...node.replies.flatMap((reply) => groups(reply, conversation)),
    ]
  }
  const all =
    folder === undefined
      ? []
      : lines("oasst/en_100_tree.jsonl").flatMap((line) => groups(JSON.parse(line).prompt, []))

  it("gives the 754 pairs of its sibling groups, every better reply chosen", () => {
    let pairs = 0
    for (const size of new Set(all.map(({ replies }) => replies.length))) {
      const names = Array.from({ length: size }, (_, at) => `reply-${at + 1}`)
      const of = dataset(
        [chatField("conversation"), ...names.map(textField)],
        [question("ranking", "ranking", names)],
      )
      const same = all.filter(({ replies }) => replies.length === size)
      const records = same.map(({ id, conversation, replies }) =>
        record(
          id,
          { conversation, ...Object.fromEntries(names.map((name, at) => [name, replies[at]?.text])) },
          [submitted("crowd", { ranking: names.map((value, at) => ({ value, rank: replies[at]?.rank })) })],
        ),
      )
      const { rows, findings } = run(
        { task: "preference", dataset: of, lint: { special_tokens: "off" } },
        records,
      )
      expect(findings).toEqual([])
      pairs += rows.length
      for (const { data, example } of rows) {
        const group = same.find(({ id }) => id === example.source.record_id)
        const rankOf = (turns: unknown) =>
          group?.replies.find(({ text }) => text === (turns as { content: string }[])[0]?.content)?.rank ?? 0
        expect(rankOf(data.chosen)).toBeLessThan(rankOf(data.rejected))
      }
    }
    expect(pairs).toBe(754)
  })
})

describe.skipIf(folder === undefined)("llmfao: 8,931 votes on pairs of answers", () => {
  const of = dataset(
    [textField("prompt"), textField("left"), textField("right")],
    [question("winner", "label_selection", ["left", "right", "tie"])],
  )
  const votes =
    folder === undefined
      ? []
      : lines("llmfao/crowd-comparisons.csv")
          .slice(1)
          .map((line) => line.split(","))
  const records = function* () {
    const byPair = Map.groupBy(votes, ([id]) => id)
    for (const line of folder === undefined ? [] : lines("llmfao/pairs-crowd.jsonl")) {
      const { id, text, result_x, result_y } = JSON.parse(line)
      const responses = (byPair.get(String(id)) ?? []).map(([, , , , worker = "", winner]) =>
        submitted(worker, { winner }),
      )
      yield record(String(id), { prompt: text, left: result_x, right: result_y }, responses)
    }
  }

  it("keeps every vote as a row or names why not", () => {
    const { rows, report } = run(
      { task: "preference", format: "trl", dataset: of, lint: { duplicates: "off", special_tokens: "off" } },
      records(),
    )
    // 3,471 ties; 531 of the 5,460 decided votes compare with a blank answer.
    expect(report.reasons).toEqual({ tie: 3471, "empty-completion": 531 })
    expect(rows).toHaveLength(4929)
    expect(report.records).toBe(2139)
  })

  it("never puts one prompt on two sides, although 13 prompts make all the rows", () => {
    const { rows } = run(
      { task: "preference", dataset: of, split: { seed: "42", parts: { train: 0.6, test: 0.4 } } },
      records(),
    )
    const sides = new Map<string, Set<string>>()
    for (const { split = "", example } of rows) {
      const id = groupId(example.group)
      sides.set(id, (sides.get(id) ?? new Set()).add(split))
    }
    expect(sides.size).toBe(13)
    expect([...sides.values()].filter((parts) => parts.size > 1)).toEqual([])
    expect(new Set(rows.map(({ split }) => split)).size).toBe(2)
  })
})

describe.skipIf(folder === undefined)("banking77: 10,003 questions in 77 classes", () => {
  it("exports all of them and finds the duplicates that differ only in blanks on one side of the split", () => {
    const categories: string[] = folder === undefined ? [] : JSON.parse(read("banking77/categories.json"))
    const of = dataset([textField("text")], [question("intent", "label_selection", categories)])
    // One record a match: a quoted or plain text, a comma, the class.
    const cells = [
      ...read("banking77/train.csv").matchAll(/^(?:"((?:[^"]|"")*)"|([^,\n]*)),(\S+?)\r?$/gmu),
    ].slice(1)
    const records = cells.map(([, quoted, plain, intent], at) =>
      record(`${at}`, { text: (quoted ?? plain ?? "").replaceAll('""', '"') }, [
        submitted("gold", { intent }),
      ]),
    )
    expect(records).toHaveLength(10_003)
    const { rows, findings, report } = run(
      {
        task: "text-classification",
        dataset: of,
        split: { seed: "1", parts: { train: 0.8, test: 0.2 } },
        lint: { duplicates: "warn" },
      },
      records,
    )
    expect(rows).toHaveLength(10_003)
    expect(Object.keys(report.classes ?? {})).toHaveLength(77)
    expect(findings.every(({ severity }) => severity === "warning")).toBe(true)
    const sides = new Map(rows.map(({ example, split }) => [groupId(example.group), split]))
    for (const { example, split } of rows) expect(sides.get(groupId(example.group))).toBe(split)
    // Four standard deviations of 10,003 draws at 0.2.
    expect(Math.abs((report.splits.test ?? 0) - 2000)).toBeLessThan(160)
  })
})
