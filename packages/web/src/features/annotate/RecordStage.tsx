/** The record on screen, and the next one rendered out of sight: going on only changes which of them is visible. */
import { Activity, type RefObject, useEffect, useRef } from "react"
import { afterDecision, neighbour } from "../../engine/window.ts"
import { useCampaign, useCurrent, useEngineState } from "./engine-context.tsx"
import { RecordCard } from "./RecordCard.tsx"
import styles from "./RecordStage.module.css"

interface RecordStageProps {
  readonly raw: boolean
  readonly onRaw: () => void
}

/** The record that a decision would lead to; once that is certain it does not change by answering. */
function useUpcoming() {
  return useEngineState(({ window, held }) => {
    const next = afterDecision(window, held, window.current) ?? neighbour(window, 1)
    return next === null || next === window.current ? null : (held.get(next) ?? null)
  })
}

/** Another record starts at its top. Asking where the pane stands would cost a layout: it says so when it scrolls. */
function useStartAtTop(stage: RefObject<HTMLElement | null>, recordId: string | undefined) {
  const scrolled = useRef(false)
  useEffect(() => {
    const note = () => {
      scrolled.current = true
    }
    // Captured, because scroll events of panes do not bubble; on small screens the page itself scrolls.
    window.addEventListener("scroll", note, { capture: true, passive: true })
    return () => window.removeEventListener("scroll", note, { capture: true })
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id is what the effect is about
  useEffect(() => {
    if (!scrolled.current) return
    scrolled.current = false
    stage.current?.closest("[data-scrolls]")?.scrollTo({ top: 0 })
    window.scrollTo({ top: 0 })
  }, [recordId, stage])
}

export function RecordStage({ raw, onRaw }: RecordStageProps) {
  const campaign = useCampaign()
  const current = useCurrent()
  const upcoming = useUpcoming()
  const stage = useRef<HTMLDivElement>(null)
  const recordId = current?.record.id

  useStartAtTop(stage, recordId)

  const cards = [current, upcoming].filter((held) => held !== null)
  return (
    <div ref={stage} className={styles.stage}>
      {cards.map((held) => (
        <Activity key={held.record.id} mode={held === current ? "visible" : "hidden"}>
          <RecordCard campaign={campaign} held={held} raw={raw} onRaw={onRaw} hidden={held !== current} />
        </Activity>
      ))}
    </div>
  )
}
