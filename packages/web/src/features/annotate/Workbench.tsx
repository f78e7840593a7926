/** The page at work: record beside questions, a bar above, one panel at the side, everything on keys. */
import { TopBar } from "../../shell/TopBar.tsx"
import { cx } from "../../ui/cx.ts"
import { AnswerDock } from "./AnswerDock.tsx"
import { CheatSheet } from "./CheatSheet.tsx"
import { useCampaign, useEngineState } from "./engine-context.tsx"
import { ProgressSummary } from "./ProgressSummary.tsx"
import { SidePanel } from "./panels/SidePanel.tsx"
import { QuestionList } from "./QuestionList.tsx"
import { RecordStage } from "./RecordStage.tsx"
import { Splitter } from "./Splitter.tsx"
import { SyncStatus } from "./SyncStatus.tsx"
import { NoRecord } from "./states/NoRecord.tsx"
import { RecordNotes } from "./states/RecordNotes.tsx"
import { Toaster } from "./Toaster.tsx"
import { Toolbar } from "./Toolbar.tsx"
import { Tools } from "./Tools.tsx"
import { useAddress } from "./use-address.ts"
import { useFocusOnAdvance } from "./use-focus-on-advance.ts"
import { useSplit } from "./use-split.ts"
import { useWide } from "./use-wide.ts"
import { useWorkbench } from "./use-workbench.ts"
import styles from "./Workbench.module.css"

/** Writing wants room, comparing wants the record wide. */
function useLayout() {
  const { comparison, questions } = useCampaign()
  if (comparison) return "compare"
  return questions.some((question) => question.settings.type === "text" && question.required)
    ? "write"
    : "choose"
}

export function Workbench() {
  const bench = useWorkbench()
  const { dataset } = useCampaign()
  const layout = useLayout()
  const split = useSplit(dataset.id)
  const answered = useEngineState((state) => state.supply.answered)
  const queue = useEngineState((state) => state.window.queue)
  useAddress()
  useFocusOnAdvance(bench.held?.record.id ?? null)
  const { held, panels, actions, oneKey } = bench
  const wide = useWide()
  const tools = <Tools panels={panels} actions={actions} />
  return (
    <div className={styles.page}>
      <TopBar crumbs={[{ label: "Datasets", href: "/" }, { label: dataset.name }]}>
        {wide ? tools : null}
        <ProgressSummary />
        <SyncStatus />
      </TopBar>
      <main
        id="main"
        tabIndex={-1}
        className={styles.main}
        data-layout={layout}
        data-split={split.width === null ? undefined : true}
        style={{ "--questions-width": `${split.width}px` } as React.CSSProperties}
        data-panel={panels.open ?? undefined}
        data-idle={(!held && answered) || undefined}
      >
        <h1 className={styles.heading}>{dataset.name}</h1>
        <section
          className={styles.recordPane}
          aria-label="Record pane"
          data-pane="record"
          data-scrolls
          tabIndex={-1}
        >
          <Toolbar queue={queue} actions={actions} prefix={bench.prefix}>
            {wide ? null : tools}
          </Toolbar>
          <div className={styles.record}>
            {held ? (
              <>
                <RecordNotes held={held} />
                <RecordStage raw={bench.raw} onRaw={() => bench.setRaw(!bench.raw)} />
              </>
            ) : (
              <NoRecord />
            )}
          </div>
        </section>
        <section
          className={cx(styles.questionPane, !held && styles.idle)}
          data-one-key={oneKey || undefined}
          aria-label="Questions"
          data-pane="questions"
          // Nothing to answer: the pane stays, so that nothing jumps when the next record comes.
          inert={!held}
        >
          {held ? (
            <>
              <Splitter split={split} />
              <QuestionList held={held} active={bench.active} answer={bench.answer} />
              <AnswerDock held={held} oneKey={oneKey} actions={actions} />
            </>
          ) : null}
        </section>
        <SidePanel panels={panels} held={held} />
      </main>
      <Toaster onUndo={actions.undo} />
      {bench.helpOpen ? <CheatSheet onClose={() => bench.setHelpOpen(false)} /> : null}
    </div>
  )
}
