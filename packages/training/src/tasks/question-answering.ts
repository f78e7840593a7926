/** Extractive question answering: a question and where in the context its answer stands. */
import type { Example } from "../example.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { isBlank } from "../messages.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot, Source } from "../source/slots.ts"
import { readText } from "../source/values.ts"
import { codePoints } from "../text/code-points.ts"
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

const questionSlot: Slot = {
  name: "question",
  accepts: ["field:text"],
  required: true,
  means: "the field that holds the question",
  usual: ["question", "query"],
}
const contextSlot: Slot = {
  name: "context",
  accepts: ["field:text"],
  required: true,
  means: "the field in which the answer stands",
  usual: ["context", "passage", "document", "text"],
}
const answerSlot: Slot = {
  name: "answer",
  accepts: ["question:span", "question:text"],
  required: true,
  means: "the span question over the context, or the text question that quotes from it",
  usual: ["answer", "answers", "span"],
}

type Answers = readonly { text: string; start: number }[]

/** Spans of the context; an empty list says that the context has no answer. */
function fromSpans(value: unknown, context: string): Answers | Problem {
  const points = codePoints(context)
  const spans = readSpans(value, points.length)
  return isProblem(spans) ? spans : spans.map(({ start, end }) => ({ text: points.slice(start, end), start }))
}

/** A quotation, at its first place in the context. */
function fromText(value: unknown, context: string): Answers | Problem {
  if (typeof value !== "string" || isBlank(value)) return problem("empty-completion")
  const text = value.trim()
  const at = context.indexOf(text)
  return at < 0
    ? problem("answer-not-in-context", `It is '${text.slice(0, 80)}'.`)
    : [{ text, start: codePoints(context).fromUnits(at) }]
}

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const [question, context, answer] = ["question", "context", "answer"].map((slot) =>
    requiredSource(sources, slot),
  ) as [Source, Source, Source]
  const group = sourceOf(sources, "group")
  const read = answer.kind === "question:span" ? fromSpans : fromText
  const ballots = ballotReader(dataset, questionNames(answer), answers)
  return {
    shape: {},
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const example_id = `${record.id}:${ballot.key}`
        const asked = readText(question, record)
        const passage = readText(context, record)
        const missing = asked === undefined || isBlank(asked) ? question : context
        if (asked === undefined || isBlank(asked) || passage === undefined || isBlank(passage)) {
          return [{ ...problem("field-missing", `It is '${missing.name}'.`), example_id }]
        }
        const found = read(ballot.values[answer.name], passage)
        if (isProblem(found)) return [{ ...found, example_id }]
        const example: Example = {
          id: example_id,
          // Questions on one passage stay together: a passage seen in training gives its answers away.
          group: readText(group, record) ?? passage,
          source: exampleSource(record, ballot, answer.name),
          prompt: [],
          target: { kind: "answer", question: asked, context: passage, answers: found },
        }
        return [example]
      }),
  }
}

export const questionAnswering: Task = {
  id: "question-answering",
  title: "Extractive question answering",
  about: "A question, a context, and the stretches of the context that answer it.",
  kind: "answer",
  slots: [questionSlot, contextSlot, answerSlot, groupSlot],
  prepare,
}
