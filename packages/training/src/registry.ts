/** What can be exported: every task with the formats it is offered in. */
import { attributeMessages, helpSteer, steerLm } from "./formats/attributes.ts"
import {
  axolotlAlpaca,
  axolotlChat,
  axolotlDpo,
  axolotlDpoChat,
  axolotlKto,
  axolotlReward,
  axolotlSegments,
} from "./formats/axolotl.ts"
import type { ExportFormat } from "./formats/format.ts"
import {
  alpacaPair,
  alpacaSft,
  lfKto,
  lfMessages,
  sharegptPair,
  sharegptSft,
} from "./formats/llama-factory.ts"
import {
  openAiChat,
  openAiPreference,
  openAiPrompts,
  togetherChat,
  togetherPreference,
} from "./formats/openai.ts"
import {
  nemoPair,
  nemoUnpaired,
  openRlhfPair,
  openRlhfPrompt,
  openRlhfSft,
  openRlhfUnpaired,
} from "./formats/openrlhf.ts"
import { rankedList, rankedPairs } from "./formats/ranked.ts"
import { rawRecords } from "./formats/raw.ts"
import { rawColumns } from "./formats/raw-columns.ts"
import { bio, spanRows, spanTuples } from "./formats/spans.ts"
import {
  raterRows,
  raterVotes,
  sentences,
  softLabels,
  softList,
  squad,
  textBinary,
  textCats,
  textLabel,
} from "./formats/text.ts"
import * as trl from "./formats/trl.ts"
import { messages, promptCompletion, promptCompletionChat, textOnly } from "./formats/trl-sft.ts"
import { attributes } from "./tasks/attributes.ts"
import { perRater } from "./tasks/per-rater.ts"
import { preference } from "./tasks/preference.ts"
import { promptOnly } from "./tasks/prompt-only.ts"
import { questionAnswering } from "./tasks/question-answering.ts"
import { ranking } from "./tasks/ranking.ts"
import { raw } from "./tasks/raw.ts"
import { sentenceSimilarity } from "./tasks/sentence-similarity.ts"
import { sft } from "./tasks/sft.ts"
import { softLabel } from "./tasks/soft-label.ts"
import { stepwise } from "./tasks/stepwise/stepwise.ts"
import type { Task } from "./tasks/task.ts"
import { textClassification } from "./tasks/text-classification.ts"
import { tokenClassification } from "./tasks/token-classification.ts"
import { unpaired } from "./tasks/unpaired.ts"

export const tasks = {
  raw,
  sft,
  "prompt-only": promptOnly,
  preference,
  unpaired,
  ranking,
  attributes,
  stepwise,
  "text-classification": textClassification,
  "token-classification": tokenClassification,
  "question-answering": questionAnswering,
  "sentence-similarity": sentenceSimilarity,
  "soft-label": softLabel,
  "per-rater": perRater,
} as const satisfies Record<string, Task>

export type TaskId = keyof typeof tasks

/** The first format of each task is its default. */
export const exportFormats: Readonly<Record<TaskId, readonly [ExportFormat, ...ExportFormat[]]>> = {
  raw: [rawRecords, rawColumns],
  sft: [
    promptCompletion,
    messages,
    promptCompletionChat,
    textOnly,
    axolotlChat,
    axolotlAlpaca,
    axolotlSegments,
    lfMessages,
    alpacaSft,
    sharegptSft,
    openAiChat,
    togetherChat,
    openRlhfSft,
  ],
  "prompt-only": [trl.promptChat, trl.prompt, openAiPrompts, openRlhfPrompt],
  preference: [
    trl.pairChat,
    trl.pair,
    trl.pairImplicit,
    trl.pairImplicitChat,
    axolotlDpo,
    axolotlDpoChat,
    axolotlReward,
    alpacaPair,
    sharegptPair,
    openAiPreference,
    togetherPreference,
    openRlhfPair,
    nemoPair,
  ],
  unpaired: [trl.unpairedChat, trl.unpaired, axolotlKto, lfKto, openRlhfUnpaired, nemoUnpaired],
  ranking: [rankedList, rankedPairs],
  attributes: [helpSteer, attributeMessages, steerLm],
  stepwise: [trl.steps],
  "text-classification": [textLabel, textBinary, textCats],
  "token-classification": [spanRows, bio, spanTuples],
  "question-answering": [squad],
  "sentence-similarity": [sentences],
  "soft-label": [softLabels, softList],
  "per-rater": [raterRows, raterVotes],
}

/** Names a task or format that does not exist, and those that do. */
export class UnknownExportError extends Error {
  override name = "UnknownExportError"
  readonly choices: readonly string[]

  constructor(what: "task" | "format", given: string, choices: readonly string[]) {
    super(`There is no export ${what} '${given}'. Choices: ${choices.join(", ")}.`)
    this.choices = choices
  }
}

export const taskIds = Object.keys(tasks) as TaskId[] // the literal object above has no other keys

export function isTaskId(id: string): id is TaskId {
  return Object.hasOwn(tasks, id)
}

export function findTask(id: string): Task {
  if (!isTaskId(id)) throw new UnknownExportError("task", id, taskIds)
  return tasks[id]
}

/** The formats of a task, default first. */
export function formatsOf(task: string): readonly ExportFormat[] {
  if (!isTaskId(task)) throw new UnknownExportError("task", task, taskIds)
  return exportFormats[task]
}

/** A format of a task by id or alias; without one the task's default. */
export function findFormat(task: string, id?: string): ExportFormat {
  const offered = formatsOf(task)
  const found =
    id === undefined ? offered[0] : offered.find((one) => one.id === id || one.aliases?.includes(id))
  if (found === undefined) {
    throw new UnknownExportError(
      "format",
      id ?? "",
      offered.map((one) => one.id),
    )
  }
  return found
}
