/** Token classification: a text and the labelled spans in it. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { isBlank } from "../messages.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot, Source } from "../source/slots.ts"
import { readText } from "../source/values.ts"
import { codePoints } from "../text/code-points.ts"
import { questionNamed } from "./comparison/setup.ts"
import { exampleSource, groupSlot, isProblem } from "./prompt.ts"
import { readSpans } from "./spans.ts"
import {
  type Builder,
  collect,
  questionNames,
  requiredSource,
  sourceOf,
  type Task,
  type TaskSetup,
} from "./task.ts"
import { classesOf } from "./text-classification.ts"

const spansSlot: Slot = {
  name: "spans",
  accepts: ["question:span"],
  required: true,
  means: "the span question; the text is the field that it marks",
}

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const spans = requiredSource(sources, "spans")
  const question = questionNamed(dataset, spans.name)
  const field: Source = { from: "field", name: question.settings.field ?? "", kind: "field:text" }
  const group = sourceOf(sources, "group")
  const ballots = ballotReader(dataset, questionNames(spans), answers)
  return {
    shape: { classes: classesOf(question) },
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const id = `${record.id}:${ballot.key}`
        const text = readText(field, record)
        if (text === undefined)
          return [{ ...problem("field-missing", `It is '${field.name}'.`), example_id: id }]
        if (isBlank(text)) return [{ ...problem("empty-prompt", "It is the text to mark."), example_id: id }]
        const marked = readSpans(ballot.values[spans.name], codePoints(text).length)
        if (isProblem(marked)) return [{ ...marked, example_id: id }]
        const example: Example = {
          id,
          group: readText(group, record) ?? text,
          source: exampleSource(record, ballot, spans.name),
          prompt: [],
          target: { kind: "spans", text, spans: marked },
        }
        return [example]
      }),
  }
}

export const tokenClassification: Task = {
  id: "token-classification",
  title: "Token classification",
  about: "A text and its labelled spans, as character offsets or as one tag a token.",
  kind: "spans",
  slots: [spansSlot, groupSlot],
  prepare,
}
