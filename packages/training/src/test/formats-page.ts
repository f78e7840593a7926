/** The text of docs/export-formats.md, made from the registry, so that it cannot tell anything but the code. */

import { exportSettings, relaxableRules } from "@loam/schema"
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

/** How a setting is written on the wire; those of splits have parameters of their own. */
function spelt(group: "answers" | "options" | "lint" | "split", name: string): string {
  const own: Readonly<Record<string, string>> = {
    seed: "seed=…",
    parts: "splits=…",
    stratified: "stratified=true",
  }
  if (group === "split") return own[name] ?? name
  if (name === "rules") return `lint=(${relaxableRules.join(", ")})=…`
  return `${group === "options" ? "option" : group}=${name}=…`
}

/** `answers=pick=…`, what it does: read from the contract itself. */
function settingRows(): string[][] {
  const groups = ["answers", "options", "lint", "split"] as const
  return groups.flatMap((group) => {
    const { shape } = exportSettings.shape[group].unwrap()
    return Object.entries(shape).map(([name, schema]) => [
      `\`${spelt(group, name)}\``,
      schema.description ?? "",
    ])
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
      "count Unicode code points. By default every submitted answer makes a row; with `answers=pick=unified` the " +
      "dataset's unified values do. Suggestions make rows only when asked for.",
    "## Containers",
    "What the rows come in, whatever their task and format: `container=…` on the wire and in the SDK, an option at the " +
      "command line. All of them are written as they are read, so the server's memory does not grow with the dataset.",
    table(
      ["Container", "Command line", "What it is"],
      [
        ["`jsonl` (default)", "`-o rows.jsonl`", "A line of JSON a row, in the order of the records."],
        [
          "`parquet`",
          "`--parquet -o rows.parquet`",
          "One Parquet file: row groups of at most 20,000 rows or 8 MB, pages compressed with Zstandard, a text that " +
            "comes again soon stored once, the columns' types for `datasets` in the footer.",
        ],
        [
          "`folder`",
          "`--folder rows`, `--push-to-hub org/name`",
          "A Hugging Face dataset folder as a tar archive: Parquet shards of some 30 MB a split, then the card " +
            "(`README.md`) and `loam-export.json`, which lists the files. Shard names have no count, because the number of " +
            "shards is not known while the first is sent; the command line adds it.",
        ],
        [
          "`sources`, `findings`",
          "`--sources`, the report",
          "What stands beside the rows, a line of JSON each.",
        ],
      ],
    ),
    "The same export as of the same moment is the same bytes again, in every container.",
    ...taskIds.map(taskSection),
    "## Which programs read them, and how that is known",
    table(
      ["Program", "Version", "How it is held to it"],
      [
        [
          "`datasets`, `pyarrow`",
          "5.2.0, 26.0.1",
          "`npm test`: every format loads from lines and from the folder, with the same rows and types",
        ],
        [
          "types of the `openai` package",
          "3.54.0",
          "`npm test`: every conversation of the OpenAI-shaped formats is validated",
        ],
        [
          "TRL",
          "1.16.0",
          "`npm run test:trainers`: SFT, Reward, DPO, KTO and GRPO trainers take two steps each",
        ],
        [
          "LLaMA-Factory",
          "0.9.5",
          "`npm run test:trainers`: its own loader reads each of its formats by the `dataset_info.json` of the export",
        ],
        [
          "Axolotl",
          "0.19.0",
          "`npm run test:trainers`: its own prompt strategies read each of its formats by the config of the export",
        ],
        [
          "Together, OpenRLHF, NeMo, Bedrock, Azure, verl, spaCy, SetFit and others",
          "as of 2026-07",
          "rules read from their sources and documentation, and recorded example rows; not run",
        ],
      ],
    ),
    "## Settings",
    "Each is a parameter of the address (`?option=margin=llama2-small&lint=duplicates=refuse`), an option of the command " +
      "line (`--option margin=llama2-small --lint duplicates=refuse`) and a member in the SDK (`option: { margin: " +
      '"llama2-small" }`). Lists are written with commas or as JSON, objects as JSON.',
    table(["Setting", "What it does"], settingRows()),
    "## Why a row is refused, left out or doubtful",
    "Every finding names the record. `refused` rows are not written, `skipped` records have nothing to export, " +
      "`warning` rows are written.",
    table(["Code", "", "What it says", "What to do"], codes),
  ].join("\n\n")}\n`
}
