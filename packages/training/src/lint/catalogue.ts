/** Every reason why a row is refused, left out or doubtful: a code, a sentence and what to do. */

/** `refused`: not written. `skipped`: nothing to export there. `warning`: written all the same. */
export type Severity = "refused" | "skipped" | "warning"

export interface Reason {
  readonly severity: Severity
  readonly sentence: string
  readonly remedy: string
}

const refused = (sentence: string, remedy: string): Reason => ({ severity: "refused", sentence, remedy })
const skipped = (sentence: string, remedy: string): Reason => ({ severity: "skipped", sentence, remedy })
const warning = (sentence: string, remedy: string): Reason => ({ severity: "warning", sentence, remedy })

export const reasons = {
  "no-answer": skipped(
    "The record has no answer that may be exported.",
    "Wait for a submitted answer, or allow suggestions to stand in.",
  ),
  tie: skipped(
    "The answer prefers neither side, and a tie gives no pair.",
    "Ask one more person, or leave it.",
  ),
  "choice-skipped": skipped("The chosen option stands for no response.", "Nothing; the mapping says so."),
  "identical-pair": refused(
    "The chosen and the rejected answer are the same.",
    "Give the record two different answers, or discard it.",
  ),
  "margin-missing": refused(
    "The row has no margin, and a trainer wants one on all rows or on none.",
    "Answer the strength question, or export with margin 'none'.",
  ),
  "margin-unexpected": refused(
    "The row has a margin although rows before it had none.",
    "Export with one margin scale for all rows.",
  ),
  "label-unknown": refused(
    "The value is not among the question's options.",
    "Correct the answer, or bring the option back.",
  ),
  "too-few-items": refused("Fewer than two answers are ranked.", "Rank at least two."),
  "too-few-answers": skipped(
    "The record has fewer answers than asked for.",
    "Wait for more, or lower the minimum.",
  ),
  "verdict-neutral": skipped(
    "The answer says neither good nor bad.",
    "Name the option in 'positive' or 'negative', or set a threshold.",
  ),
  "step-unmarked": refused("A step has no mark.", "Answer the question of every step."),
  "span-outside": refused(
    "A span lies outside of the text.",
    "Correct the answer: offsets count code points.",
  ),
  "spans-overlap": refused(
    "Two spans overlap, and one tag a token cannot say so.",
    "Export spans as offsets, or correct the answer.",
  ),
  "span-inside-token": refused(
    "A span begins or ends inside a word, which one tag a token cannot say.",
    "Export spans as offsets, or mark whole words.",
  ),
  "answer-not-in-context": refused(
    "The answer does not stand in the context word for word.",
    "Quote it exactly, or ask with a span question.",
  ),
  "weight-invalid": refused("A loss weight is not 0 or 1 on a turn of the assistant.", "Correct the weight."),
  "tools-unsupported": refused(
    "The row has tools, which this format cannot hold.",
    "Choose a format with tools, such as messages, or leave the mapping of tools out.",
  ),
  "tools-malformed": refused(
    "The tools are not a list of function schemas.",
    "Give each as {type: function, function: {name, description, parameters}}.",
  ),
  "duplicate-row": refused("An earlier row says the same.", "Discard one of the answers."),
  "too-long": refused("The row is longer than the token budget.", "Shorten it, or raise the limit."),
  "prompt-cut": warning(
    "The row was longer than the token budget, and the beginning of its prompt is left out.",
    "Raise the limit, or have such rows refused.",
  ),
  "template-refused": refused(
    "The model's chat template refuses the conversation.",
    "Mend the turns, or count without the template.",
  ),
  "near-duplicate": refused(
    "The prompt is nearly that of an earlier record.",
    "Discard one of them, or leave both and have them on one side of a split.",
  ),
  contaminated: refused("The row holds text of a benchmark.", "Leave it out of training."),
  "special-token": warning(
    "The text holds a control token of a chat template, which a tokenizer may obey.",
    "Escape or remove it, unless it is meant.",
  ),
  "personal-data": refused("The row holds what looks like personal data.", "Mask it, or leave the row out."),
  "field-missing": refused("A field that the row needs is empty.", "Fill the field, or map another one."),
  "empty-prompt": refused("The prompt is blank.", "Fill the prompt field, or delete the record."),
  "empty-completion": refused("The answer is blank.", "Ask for another answer, or discard this one."),
  "several-turns": refused(
    "The conversation has several turns or a system message, which a plain prompt cannot hold.",
    "Choose a conversational format of this task.",
  ),
  "not-text": refused(
    "The message holds an image or a tool call, which this format cannot hold.",
    "Choose a format with content parts or tools, or map a text field.",
  ),
  "role-unknown": refused(
    "A turn has a role that this format does not know.",
    "Use the roles system, user and assistant (and tool where the format has tools).",
  ),
  "role-order": refused(
    "User and assistant turns do not alternate.",
    "Merge turns of one speaker, or map another field.",
  ),
  "role-last": refused(
    "The conversation ends with the wrong speaker.",
    "A prompt ends with the user, a training conversation with the assistant.",
  ),
  "system-not-first": refused("A system message stands after the first turn.", "Put it first."),
  "no-assistant": refused("No turn of the assistant is there to learn from.", "Map the answer."),
  "invalid-unicode": refused(
    "The text holds half of a character pair, which UTF-8 cannot say.",
    "Repair the text where it was cut.",
  ),
  "number-not-finite": refused("A number is NaN or infinite.", "Correct the value."),
  "column-missing": refused("A column of the format is missing.", "Report this: the row is malformed."),
  "column-extra": refused(
    "The row has a column that the target refuses.",
    "Keep ids and metadata in the side-car file.",
  ),
  "wrong-type": refused("A column holds a value of the wrong type.", "Correct the value or the mapping."),
} as const satisfies Record<string, Reason>

export type FindingCode = keyof typeof reasons
