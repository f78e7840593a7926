/** After a decision the focus stays where the work is: in the editor for who was writing, at the first question else. */
import { useEffect, useRef } from "react"
import { useCampaign } from "./engine-context.tsx"
import { kindOf } from "./questions/registry.ts"
import { focusQuestion } from "./use-active-question.ts"

export function useFocusOnAdvance(recordId: string | null): void {
  const { questions } = useCampaign()
  const before = useRef(recordId)
  const writing = useRef(false)
  const marking = useRef(false)

  useEffect(() => {
    const note = (event: FocusEvent) => {
      // Removed with its record, an editor loses the focus to nothing: that does not count as leaving it.
      if (!(event.target instanceof Element)) return
      writing.current = event.target.matches("[data-editor]")
      marking.current = event.target.matches("[data-span-text]")
    }
    document.addEventListener("focusin", note)
    return () => document.removeEventListener("focusin", note)
  }, [])

  useEffect(() => {
    if (before.current === recordId) return
    const arriving = before.current === null
    before.current = recordId
    if (arriving || recordId === null) return
    const focused = document.activeElement
    const lost = !focused || focused === document.body
    const inQuestions = focused?.closest("[data-question]") ?? null
    if (!lost && !inQuestions) return
    if (writing.current) {
      const editor = questions.find((question) => kindOf(question)?.writes)
      // At once: the next letter may be on its way.
      if (editor) focusQuestion(editor.name, { write: true })
      return
    }
    if (lost && marking.current) {
      document.querySelector<HTMLElement>("[data-record-id] [data-span-text]")?.focus({ preventScroll: true })
      return
    }
    const [first] = questions
    if (!first || inQuestions?.getAttribute("data-question") === first.name) return
    // After the paint: moving the focus costs a layout that nobody waits for.
    const frame = requestAnimationFrame(() => setTimeout(() => focusQuestion(first.name, { write: false })))
    return () => cancelAnimationFrame(frame)
  }, [recordId, questions])
}
