/**
 * An exporter whose costly checks run in a thread: examples of a page are examined there before its records are pushed
 * here, so that a tokenizer holds up nobody's request.
 */
import type { ExportSettings } from "@loam/schema"
import type { Exporter, Prepared, SourceRecord } from "@loam/training"
import type { Db } from "../db/tables.ts"
import { type Aids, readMaterials } from "./aids.ts"
import { type Examiner, type ExaminerOptions, openExaminer } from "./examine/index.ts"

export interface ExaminedExporter {
  readonly exporter: Exporter
  /** Examines the records of a page; they may be pushed when it is done. */
  readonly prepare: (records: SourceRecord[]) => Promise<SourceRecord[]>
  readonly close: () => Promise<void>
}

/** Examples sent at a time: long enough for little traffic, short enough for other exports to come between. */
const batch = 250

export function optionsOf(
  lint: ExportSettings["lint"] = {},
  { sequences }: Pick<Exporter, "sequences">,
): ExaminerOptions {
  const { max_tokens, too_long, near_duplicates = "off", template_tokens, chat_template } = lint
  return {
    ...sequences,
    max_tokens,
    truncate: too_long === "truncate",
    near_duplicates: near_duplicates !== "off",
    template_tokens,
    use_template: chat_template !== "ignore",
  }
}

export function examinedExporter(
  db: Db,
  exporter: Exporter,
  aids: Aids,
  lint: ExportSettings["lint"],
): ExaminedExporter {
  const options = optionsOf(lint, exporter)
  const needed = aids.tokenizer !== undefined || aids.benchmarks.length > 0 || options.near_duplicates
  if (!needed) return { exporter, prepare: async (records) => records, close: async () => undefined }

  // Weak: whoever reads pages ahead loses none, and what was pushed is forgotten with its record.
  const ready = new WeakMap<SourceRecord, Prepared>()
  // Opened with the first page: an export that is never read holds no thread.
  let examiner: Promise<Examiner> | undefined
  const open = async () => openExaminer(await readMaterials(db, aids), options)

  async function prepare(records: SourceRecord[]): Promise<SourceRecord[]> {
    examiner ??= open()
    const { examine } = await examiner
    const built = records.map(exporter.build)
    const examples = built.flatMap((one) => one.examples)
    const examined = []
    for (let at = 0; at < examples.length; at += batch)
      examined.push(...(await examine(examples.slice(at, at + batch))))
    let next = 0
    for (const [index, record] of records.entries()) {
      const own = built[index] ?? { examples: [], gaps: [] }
      ready.set(record, { built: own, examined: examined.slice(next, next + own.examples.length) })
      next += own.examples.length
    }
    return records
  }

  return {
    exporter: { ...exporter, push: (record) => exporter.push(record, ready.get(record)) },
    prepare,
    async close() {
      const opened = await examiner?.catch(() => undefined)
      await opened?.close()
    },
  }
}
