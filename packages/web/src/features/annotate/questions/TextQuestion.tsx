/** Text question: a place to write, with a preview where the text is Markdown. */
import { IconSparkles } from "@tabler/icons-react"
import { useState } from "react"
import { cx } from "../../../ui/cx.ts"
import { counted } from "../../../ui/numbers.ts"
import { MarkdownText } from "../fields/MarkdownText.tsx"
import { suggestedBy } from "./option-list.ts"
import styles from "./TextQuestion.module.css"
import type { QuestionKind, WidgetProps } from "./widget.ts"

const words = new Intl.Segmenter(undefined, { granularity: "word" })

/** Words as the language counts them; long texts are estimated, so that typing stays immediate. */
function wordCount(text: string): number {
  if (text.length > 20_000) return text.split(/\s+/).filter(Boolean).length
  let total = 0
  for (const { isWordLike } of words.segment(text)) if (isWordLike) total += 1
  return total
}

function TextQuestion(props: WidgetProps) {
  const { question, shown, suggestion, labelId, describedBy, onAnswer } = props
  const [preview, setPreview] = useState(false)
  const [touched, setTouched] = useState(false)
  const text = typeof shown.value === "string" ? shown.value : ""
  const ghost = shown.from === "suggestion"
  const markdown = question.settings.type === "text" && question.settings.use_markdown
  const proposal = typeof suggestion?.value === "string" ? suggestion.value : null
  return (
    <div className={cx(styles.editor, ghost && styles.ghost)}>
      {markdown ? <Modes preview={preview} onPreview={setPreview} /> : null}
      {preview ? (
        <div className={styles.preview}>
          {text.trim() ? (
            <MarkdownText text={text} />
          ) : (
            <p className={styles.nothing}>Nothing to preview yet.</p>
          )}
        </div>
      ) : (
        <textarea
          data-editor
          data-untouched={touched ? undefined : ""}
          className={styles.area}
          value={text}
          dir="auto"
          spellCheck
          rows={6}
          aria-labelledby={labelId}
          aria-describedby={describedBy}
          aria-required={question.required}
          placeholder={markdown ? "Write here. Markdown works." : "Write here."}
          onChange={(event) => {
            setTouched(true)
            onAnswer(event.target.value, { typing: true })
          }}
        />
      )}
      <div className={styles.foot}>
        {ghost && suggestion ? (
          <span className={styles.proposal}>
            <IconSparkles size={14} aria-hidden />
            {suggestedBy(suggestion)}
            {typeof suggestion.score === "number" ? ` · ${suggestion.score.toFixed(2)}` : ""}. Submit takes it
            as it is.
          </span>
        ) : (
          <span>
            {text ? `${counted(wordCount(text), "word")} · ${counted(text.length, "character")}` : ""}
          </span>
        )}
        {!ghost && proposal !== null && proposal !== text ? (
          <button type="button" className={styles.action} onClick={() => onAnswer(proposal)}>
            <IconSparkles size={14} aria-hidden />
            Use the suggestion
          </button>
        ) : null}
        {ghost ? (
          <button type="button" className={styles.action} onClick={() => onAnswer(null)}>
            Start empty
          </button>
        ) : null}
      </div>
    </div>
  )
}

function Modes({ preview, onPreview }: { preview: boolean; onPreview: (preview: boolean) => void }) {
  return (
    <div className={styles.modes}>
      <button type="button" aria-pressed={!preview} onClick={() => onPreview(false)}>
        Write
      </button>
      <button type="button" aria-pressed={preview} onClick={() => onPreview(true)}>
        Preview
      </button>
    </div>
  )
}

export const textKind: QuestionKind = {
  Widget: TextQuestion,
  decisive: false,
  writes: true,
  choose: () => undefined,
}
