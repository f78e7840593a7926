/** Everything of every record, answered or not: nothing is chosen, nothing is dropped. */
import { compare } from "../source/answers.ts"
import type { SourceRecord } from "../source/types.ts"
import { exampleSource } from "./prompt.ts"
import type { Builder, Task, TaskSetup } from "./task.ts"

const leading = ["id", "external_id", "status", "fields", "metadata", "responses", "suggestions", "vectors"]

/** A record's members in a fixed order: the known ones first, any others by name. */
function ordered(record: SourceRecord, questionOf: ReadonlyMap<string, string>): Record<string, unknown> {
  const others = Object.keys(record)
    .filter((key) => !leading.includes(key))
    .sort(compare)
  // Members come by name: a record is one plain object to a lossless export.
  const members = record as unknown as Record<string, unknown>
  const row: Record<string, unknown> = {}
  for (const key of [...leading, ...others]) if (members[key] !== undefined) row[key] = members[key]
  row.external_id = record.external_id ?? null
  if (record.suggestions != null) {
    row.suggestions = record.suggestions.map((one) => ({
      question_name: questionOf.get(one.question_id) ?? null,
      ...one,
    }))
  }
  return row
}

function prepare({ dataset }: TaskSetup): Builder {
  const questionOf = new Map(dataset.questions.map(({ id, name }) => [id, name]))
  return {
    shape: {},
    build: (record) => ({
      examples: [
        {
          id: record.id,
          group: record.id,
          source: exampleSource(record),
          prompt: [],
          target: { kind: "raw", row: ordered(record, questionOf) },
        },
      ],
      gaps: [],
    }),
  }
}

export const raw: Task = {
  id: "raw",
  title: "Raw records",
  about: "Every record with all its responses, suggestions, metadata and vectors.",
  kind: "raw",
  slots: [],
  prepare,
}
