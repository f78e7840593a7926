/** What can be done with the record: submit, draft, skip, discard; and why submitting has to wait. */
import { firstGap, isOpen, isUnsaved } from "../../engine/answers.ts"
import type { Held } from "../../engine/model.ts"
import { ariaKeys } from "../../keyboard/chords.ts"
import { isMac } from "../../keyboard/preferences.ts"
import { type ShortcutId, shortcut } from "../../keyboard/shortcuts.ts"
import { Button } from "../../ui/Button.tsx"
import styles from "./AnswerDock.module.css"
import { useCampaign, useEngine } from "./engine-context.tsx"
import { KeyHint } from "./KeyHint.tsx"
import { kindOf } from "./questions/registry.ts"
import type { WorkbenchActions } from "./use-workbench.ts"

interface AnswerDockProps {
  readonly held: Held
  readonly oneKey: boolean
  readonly actions: WorkbenchActions
}

const keysOf = (id: ShortcutId) => ariaKeys(shortcut(id).keys, isMac)

/** "Press 1–3: that answers and submits." */
function OneKeyHint() {
  const { questions } = useCampaign()
  const settings = questions[0]?.settings
  const options = settings && "options" in settings ? settings.options.length : 0
  const keys = settings?.type === "rating" || options > 9 ? "a number" : `1–${options}`
  return (
    <p id="why-not" className={styles.hint}>
      Press {keys}: one key answers, submits and goes on.
    </p>
  )
}

export function AnswerDock({ held, oneKey, actions }: AnswerDockProps) {
  const { questions } = useCampaign()
  const gap = firstGap(questions, held)
  const sent = !isOpen(held)
  // Who writes needs the chord; it works everywhere else, too.
  const writes = questions.some((question) => kindOf(question)?.writes)
  const send = held.status === "submitted" ? "Update" : "Submit"
  return (
    <div className={styles.dock}>
      {gap && !oneKey ? (
        <button type="button" id="why-not" className={styles.gap} onClick={actions.submit}>
          {gap.reason}
        </button>
      ) : null}
      {sent && isUnsaved(held) && !gap ? (
        <p className={styles.hint}>Your changes are on this device only. {send} sends them.</p>
      ) : null}
      {oneKey ? <OneKeyHint /> : null}
      <div className={styles.buttons}>
        <Button
          className={styles.submit}
          variant="primary"
          size="lg"
          aria-disabled={gap !== null}
          aria-describedby={gap ? "why-not" : undefined}
          aria-keyshortcuts={keysOf("submit")}
          onClick={actions.submit}
        >
          {send} <KeyHint id={writes ? "submitTyping" : "submit"} />
        </Button>
        {held.status === "discarded" ? null : (
          <Button aria-keyshortcuts={keysOf("discard")} onClick={actions.discard}>
            Discard <KeyHint id="discard" />
          </Button>
        )}
        {sent ? <MoveToDraft /> : <OpenActions oneKey={oneKey} actions={actions} />}
      </div>
    </div>
  )
}

/** For records that wait for an answer. */
function OpenActions({ oneKey, actions }: Omit<AnswerDockProps, "held">) {
  return (
    <>
      <Button aria-keyshortcuts={keysOf("skip")} onClick={actions.skip}>
        Skip <KeyHint id="skip" />
      </Button>
      {oneKey ? null : (
        <Button aria-keyshortcuts={keysOf("draft")} onClick={actions.draft}>
          Draft <KeyHint id="draft" />
        </Button>
      )}
    </>
  )
}

function MoveToDraft() {
  const engine = useEngine()
  return <Button onClick={engine.moveToDraft}>Move to drafts</Button>
}
