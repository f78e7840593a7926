/** The record on screen, and the next one rendered out of sight: going on only changes which of them is visible. */
import { Activity, useEffect, useRef } from "react"
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

export function RecordStage({ raw, onRaw }: RecordStageProps) {
  const campaign = useCampaign()
  const current = useCurrent()
  const upcoming = useUpcoming()
  const stage = useRef<HTMLDivElement>(null)
  const recordId = current?.record.id

  // biome-ignore lint/correctness/useExhaustiveDependencies: another record starts at its top
  useEffect(() => {
    stage.current?.closest("[data-scrolls]")?.scrollTo({ top: 0 })
  }, [recordId])

  const cards = [current, upcoming].filter((held) => held !== null)
  return (
    <div ref={stage} className={styles.stage}>
      {cards.map((held) => (
        <Activity key={held.record.id} mode={held === current ? "visible" : "hidden"}>
          <RecordCard
            campaign={campaign}
            record={held.record}
            status={held.status}
            answers={held.answers}
            surplus={held.surplus}
            raw={raw}
            onRaw={onRaw}
            hidden={held !== current}
          />
        </Activity>
      ))}
    </div>
  )
}
