import { describe, expect, it } from "vitest"
import { createExporter } from "../export.ts"
import { parquetMetadata } from "../huggingface/features.ts"
import { parquetRow, parquetSchema } from "../huggingface/parquet.ts"
import { firstProblem } from "../lint/rule.ts"
import { findFormat, formatsOf, taskIds, tasks } from "../registry.ts"
import { formatsPage } from "../test/formats-page.ts"
import { showcases } from "../test/showcase.ts"

const all = taskIds.flatMap((task) => formatsOf(task).map((format) => ({ task, format: format.id })))

describe("every format", () => {
  for (const { task, format } of all) {
    const { record, ...request } = showcases[task]
    const run = () => {
      const exporter = createExporter({ ...request, task, format })
      return { exporter, ...exporter.push(record) }
    }

    it(`${task}/${format} declares exactly the columns it writes: a reader would stumble over another`, () => {
      const { exporter, rows } = run()
      expect(rows.length).toBeGreaterThan(0)
      for (const { data } of rows) {
        const open = task === "raw" // records are handed on with all their members
        if (!open) expect(Object.keys(exporter.features)).toEqual(Object.keys(data))
      }
    })

    it(`${task}/${format} writes lines that parse back to the row`, () => {
      const { exporter, rows } = run()
      for (const row of rows)
        expect(JSON.parse(exporter.write(row))).toEqual(JSON.parse(JSON.stringify(row.data)))
    })

    it(`${task}/${format} gives Parquet a schema and a value for every column`, () => {
      const { exporter, rows } = run()
      const columns = Object.keys(exporter.features)
      const [root, ...nodes] = parquetSchema(exporter.features)
      expect(root?.num_children).toBe(columns.length)
      // Depth first: the children that nodes announce are exactly the nodes there are.
      const announced = nodes.reduce((sum, node) => sum + (node.num_children ?? 0), root?.num_children ?? 0)
      expect(announced).toBe(nodes.length)
      expect(Object.keys(JSON.parse(parquetMetadata(exporter.features)).info.features)).toEqual(columns)
      for (const { data } of rows) expect(parquetRow(exporter.features, data)).toHaveLength(columns.length)
    })

    it(`${task}/${format} keeps its own rules`, () => {
      for (const { data } of run().rows)
        expect(firstProblem(data, findFormat(task, format).rules)).toBeUndefined()
    })
  }

  it("has a task whose kind it renders, and names no other format of that task", () => {
    for (const task of taskIds) {
      const names = formatsOf(task).flatMap(({ id, aliases = [] }) => [id, ...aliases])
      expect(new Set(names).size).toBe(names.length)
      for (const { kind } of formatsOf(task)) expect(kind).toBe(tasks[task].kind)
    }
  })
})

it("every setting says what it does", () => {
  expect(formatsPage()).not.toMatch(/\| `(answers|options|lint|split)\.\w+` \| {2}\|/)
})

it("docs/export-formats.md tells what the code does", async () => {
  await expect(formatsPage()).toMatchFileSnapshot("../../../../docs/export-formats.md")
})
