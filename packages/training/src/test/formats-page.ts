/** The text of docs/export-formats.md, made from the registry, so that it cannot tell anything but the code. */

import { exportSettings } from "@loam/schema"
import { createExporter } from "../export.ts"
import { reasons } from "../lint/catalogue.ts"
import { formatsOf, type TaskId, taskIds, tasks } from "../registry.ts"
import { showcases } from "./showcase.ts"

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ")
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n")

function firstLine(task: TaskId, format: string): string {
  const { record, ...request } = showcases[task]
  const exporter = createExporter({ ...request, task, format })
  const { rows, findings } = exporter.push(record)
  const [row] = rows
  if (row === undefined) throw new Error(`${task}/${format}: ${findings.map(({ code }) => code).join()}`)
  return exporter.write(row)
}

function taskSection(task: TaskId): string {
  const { title, about, slots } = tasks[task]
  const parts = slots.map((slot) => [
    `\`${slot.name}\`${slot.many ? " (a list)" : ""}`,
    slot.means,
    slot.accepts.map((kind) => `\`${kind}\``).join(", "),
    slot.required ? "yes" : "",
  ])
  const formats = formatsOf(task).map(({ id, title: name, readers, aliases, min_rows }, index) => [
    `\`${id}\`${index === 0 ? " (default)" : ""}${aliases ? `, also ${aliases.map((alias) => `\`${alias}\``).join(", ")}` : ""}`,
    name,
    `${readers.join(", ")}${min_rows ? `; at least ${min_rows} rows` : ""}`,
    `\`${firstLine(task, id)}\``,
  ])
  return [
    `## \`${task}\`: ${title}`,
    about,
    ...(parts.length === 0 ? [] : [table(["Part", "What it is", "Takes", "Needed"], parts)]),
    table(["Format", "", "Read by", "Example row"], formats),
  ].join("\n\n")
}

/** `answers.pick`, what it does: read from the contract itself. */
function settingRows(): string[][] {
  const groups = ["answers", "options", "lint", "split"] as const
  return groups.flatMap((group) => {
    const { shape } = exportSettings.shape[group].unwrap()
    return Object.entries(shape).map(([name, schema]) => [`\`${group}.${name}\``, schema.description ?? ""])
  })
}

export function formatsPage(): string {
  const codes = Object.entries(reasons).map(([code, { severity, sentence, remedy }]) => [
    `\`${code}\``,
    severity,
    sentence,
    remedy,
  ])
  return `${[
    "# Export formats",
    "This page is written by the tests of `packages/training` (`npx vitest run packages/training -u` writes it anew).",
    "A *task* says what is to be learnt, a *format* in which program's shape the rows are written. The parts of a task " +
      "are fields, questions or metadata of the dataset. A part that can only be one thing is found without being " +
      "named; where several would do, the export stops and lists them. Write `field:name`, `question:name` or " +
      "`metadata:name` where a bare name is not clear.",
    "Floats always carry a fraction (`1.0`), so that a reader that infers types block by block sees one type. Offsets " +
      "count Unicode code points. By default every submitted answer makes a row; with `answers.pick: unified` the " +
      "dataset's unified values do. Suggestions make rows only when asked for.",
    ...taskIds.map(taskSection),
    "## Settings",
    table(["Setting", "What it does"], settingRows()),
    "## Why a row is refused, left out or doubtful",
    "Every finding names the record. `refused` rows are not written, `skipped` records have nothing to export, " +
      "`warning` rows are written.",
    table(["Code", "", "What it says", "What to do"], codes),
  ].join("\n\n")}\n`
}
