/** What the record pane says when there is no record: on its way, all done, waiting for others, or out of reach. */
import { IconCircleCheck, IconFileOff, IconHourglass } from "@tabler/icons-react"
import type { Queue } from "../../../engine/model.ts"
import { Button, LinkButton } from "../../../ui/Button.tsx"
import { EmptyState } from "../../../ui/EmptyState.tsx"
import { ErrorState } from "../../../ui/ErrorState.tsx"
import { counted } from "../../../ui/numbers.ts"
import { useEngine, useEngineState } from "../engine-context.tsx"
import styles from "./states.module.css"
import { RecordSkeleton } from "./WorkbenchSkeleton.tsx"

const nothingIn: Readonly<Record<Exclude<Queue, "pending">, { title: string; text: string }>> = {
  draft: { title: "No drafts", text: "Answers you begin and leave are kept here until you submit them." },
  submitted: { title: "Nothing submitted yet", text: "What you submit can be looked at and changed here." },
  discarded: { title: "Nothing discarded", text: "Records you discard can be taken up again here." },
}

export function NoRecord() {
  const engine = useEngine()
  const supply = useEngineState((state) => state.supply)
  const queue = useEngineState((state) => state.window.queue)
  const online = useEngineState((state) => state.online)
  const atEnd = useEngineState((state) => state.window.order.length > 0)

  if (supply.phase === "failed" || (!online && !supply.answered)) {
    return (
      <ErrorState
        title={online ? "The records could not be fetched" : "You are offline"}
        detail={`${supply.error ?? "The server cannot be reached."} What you answered is safe on this device; this page goes on as soon as it can.`}
        onRetry={() => engine.lookAgain()}
        busy={supply.phase === "loading"}
      />
    )
  }
  if (!supply.answered) return <RecordSkeleton />
  if (queue === "pending") return <PendingIsEmpty />
  return (
    <div className={styles.empty}>
      <EmptyState
        icon={<IconFileOff size={24} />}
        title={atEnd ? "That was the last one" : nothingIn[queue].title}
        actions={
          <>
            {atEnd ? <Button onClick={engine.previous}>Back to the last one</Button> : null}
            <Button variant="primary" onClick={() => engine.openQueue("pending")}>
              Go to pending records
            </Button>
          </>
        }
      >
        <p>{nothingIn[queue].text}</p>
      </EmptyState>
    </div>
  )
}

function PendingIsEmpty() {
  const engine = useEngine()
  const waiting = useEngineState((state) => state.supply.waiting)
  const team = useEngineState((state) => state.team)
  const counts = useEngineState((state) => state.counts)
  const skipped = useEngineState(
    ({ held, window }) =>
      window.order.filter((id) => held.get(id)?.skipped && held.get(id)?.serverStatus !== "submitted").length,
  )
  const home = <LinkButton to="/">Go to your datasets</LinkButton>
  if (skipped > 0) {
    return (
      <Told icon="wait" title={`Only what you skipped is left`}>
        <p>{counted(skipped, "record")} you set aside can be answered now.</p>
        <Button variant="primary" onClick={engine.showSkipped}>
          Show what I skipped
        </Button>
      </Told>
    )
  }
  if (waiting > 0) {
    return (
      <Told icon="wait" title="Others are working on the last records" actions={home}>
        <p>
          {counted(waiting, "record")} {waiting === 1 ? "is" : "are"} open but in somebody else's hands. If
          one comes free it appears here by itself.
        </p>
      </Told>
    )
  }
  if (team && team.total === 0) {
    return (
      <Told icon="wait" title="No records yet" actions={home}>
        <p>Somebody has set up this dataset and will add records to it. They appear here by themselves.</p>
      </Told>
    )
  }
  const drafts = counts?.draft ?? 0
  return (
    <Told icon="done" title="All done" actions={home}>
      <p>
        There is nothing left for you to answer
        {counts ? `: you submitted ${counted(counts.submitted, "record")}` : ""}.
      </p>
      {drafts > 0 ? (
        <Button variant="primary" onClick={() => engine.openQueue("draft")}>
          Finish {counted(drafts, "draft")}
        </Button>
      ) : null}
    </Told>
  )
}

interface ToldProps {
  readonly icon: "done" | "wait"
  readonly title: string
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}

function Told({ icon, title, actions, children }: ToldProps) {
  const Icon = icon === "done" ? IconCircleCheck : IconHourglass
  return (
    <div className={styles.empty}>
      <EmptyState icon={<Icon size={24} />} title={title} actions={actions}>
        {children}
      </EmptyState>
    </div>
  )
}
