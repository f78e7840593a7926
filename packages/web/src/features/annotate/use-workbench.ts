/** What the workbench does on keys and clicks: one place that turns shortcuts into the engine's intents. */
import { useState } from "react"
import { shownValue } from "../../engine/answers.ts"
import type { Json } from "../../engine/model.ts"
import type { ShortcutId } from "../../keyboard/shortcuts.ts"
import { useShortcuts } from "../../keyboard/use-shortcuts.ts"
import { useCampaign, useCurrent, useEngine } from "./engine-context.tsx"
import { isOneKey, kindOf } from "./questions/registry.ts"
import { focusFinder, focusQuestion, useActiveQuestion } from "./use-active-question.ts"
import { type Panels, usePanels } from "./use-panels.ts"

const isWriting = () => document.activeElement?.matches("[data-editor]") ?? false
const focusPane = (name: string) => document.querySelector<HTMLElement>(`[data-pane="${name}"]`)?.focus()

export function useWorkbench() {
  const engine = useEngine()
  const { questions, dataset } = useCampaign()
  const held = useCurrent()
  const recordId = held?.record.id ?? null
  const active = useActiveQuestion(recordId, questions)
  const panels = usePanels(dataset)
  const [raw, setRaw] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const oneKey = isOneKey(questions)
  const question = questions[active.index]

  const answer = (index: number, value: Json, options?: { typing: boolean }) => {
    const target = questions[index]
    if (!target) return
    if (oneKey && value !== null) engine.answerAndSubmit(target.name, value)
    else engine.answer(target.name, value, options)
    const state = engine.getState()
    const after = state.window.current === null ? undefined : state.held.get(state.window.current)
    const decisive = kindOf(target)?.decisive === true && value !== null
    if (!after || after.record.id !== recordId) return
    const next = decisive ? active.advanceFrom(index, after) : null
    // The focus goes along, also from a button pressed before: Enter is to submit now, not to press it again.
    if (!isWriting()) focusQuestion((next ?? target).name, { write: false })
  }
  const submit = () => {
    const gap = engine.submit()
    if (!gap) return
    active.set(questions.indexOf(gap.question))
    focusQuestion(gap.question.name, { write: kindOf(gap.question)?.writes === true })
  }
  const toQuestion = (index: number) => {
    const target = questions[Math.min(Math.max(index, 0), questions.length - 1)]
    if (!target) return
    active.set(questions.indexOf(target))
    focusQuestion(target.name, { write: false })
  }
  const write = () => {
    const placed = [question, ...questions].find((each) => each && kindOf(each)?.enter)
    if (placed && (placed === question || !questions.some((each) => kindOf(each)?.writes))) {
      active.set(questions.indexOf(placed))
      return kindOf(placed)?.enter?.(placed)
    }
    const target =
      question && kindOf(question)?.writes ? question : questions.find((each) => kindOf(each)?.writes)
    if (!target) return
    active.set(questions.indexOf(target))
    focusQuestion(target.name, { write: true })
  }
  const leave = () => {
    if (document.activeElement?.matches("[data-editor], [data-find], [data-span-text]") && question)
      focusQuestion(question.name, { write: false })
    else panels.close()
  }

  const actions: Readonly<Record<ShortcutId, () => void>> = {
    submit,
    submitTyping: submit,
    discard: engine.discard,
    skip: engine.skip,
    draft: engine.saveDraft,
    undo: engine.undo,
    redo: engine.redo,
    edit: write,
    leave,
    next: engine.next,
    previous: engine.previous,
    nextQuestion: () => toQuestion(active.index + 1),
    previousQuestion: () => toQuestion(active.index - 1),
    queuePending: () => engine.openQueue("pending"),
    queueDraft: () => engine.openQueue("draft"),
    queueSubmitted: () => engine.openQueue("submitted"),
    queueDiscarded: () => engine.openQueue("discarded"),
    recordPane: () => focusPane("record"),
    questionPane: () => toQuestion(active.index),
    switchPane: () =>
      document.activeElement?.closest('[data-pane="questions"]')
        ? focusPane("record")
        : toQuestion(active.index),
    guidelines: () => panels.toggle("guidelines"),
    history: () => panels.toggle("history"),
    info: () => panels.toggle("info"),
    raw: () => setRaw(!raw),
    findOption: () => question && focusFinder(question.name),
    help: () => setHelpOpen(true),
  }
  const choose = (index: number): boolean => {
    const kind = question && kindOf(question)
    if (!kind || !held) return false
    const press = {
      held,
      before: shownValue(question, held).value,
      focused: document.activeElement?.getAttribute("data-card") ?? null,
      answer: (value: Json) => engine.answer(question.name, value),
      say: engine.say,
    }
    if (kind.act) return kind.act(question, index, press)
    const value = kind.choose(question, index, press)
    if (value === undefined) return false
    answer(active.index, value)
    return true
  }
  const prefix = useShortcuts({ recordShown: held !== null, run: (id) => actions[id](), choose })

  return { held, active, panels, raw, setRaw, helpOpen, setHelpOpen, oneKey, answer, actions, prefix }
}

export type WorkbenchActions = ReturnType<typeof useWorkbench>["actions"]
export type { Panels }
