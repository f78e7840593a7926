/** One field of a record: its name, its content, and what can be done with it. */
import type { Field, Json, Question } from "@loam/schema"
import { IconFileText, IconMarkdown } from "@tabler/icons-react"
import { memo, useState } from "react"
import type { Held } from "../../../engine/model.ts"
import { IconButton } from "../../../ui/Button.tsx"
import { CopyButton } from "../../../ui/CopyButton.tsx"
import { count } from "../../../ui/numbers.ts"
import { SpanText } from "../spans/SpanText.tsx"
import styles from "./FieldView.module.css"
import { MarkdownText } from "./MarkdownText.tsx"
import { PlainText } from "./PlainText.tsx"

/** Longer texts open folded, so that the fields after them stay within reach. */
const foldAfter = 9_000

interface FieldViewProps {
  readonly field: Field
  readonly value: Json | undefined
  /** The text as it was written instead of formatted. */
  readonly raw: boolean
  readonly onRaw: () => void
  /** A single field has nothing behind it: it is never folded. */
  readonly alone: boolean
  /** Letter or number of a candidate in a comparison. */
  readonly mark?: string
  readonly chosen?: boolean
  /** Its text is marked by span questions. */
  readonly marking?: Marking | undefined
}

export interface Marking {
  readonly questions: readonly Question[]
  readonly held: Held
  readonly hidden: boolean
}

/** What a field says as text; content of kinds without a view of their own stays readable. */
function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ""
  return typeof value === "string" ? value : JSON.stringify(value, null, 2)
}

export const FieldView = memo(function FieldView({
  field,
  value,
  raw,
  onRaw,
  alone,
  mark,
  chosen,
  marking,
}: FieldViewProps) {
  const text = textOf(value)
  const formatted =
    "use_markdown" in field.settings && field.settings.use_markdown && typeof value === "string" && !marking
  return (
    <section
      className={styles.field}
      data-candidate={mark}
      data-chosen={chosen || undefined}
      aria-label={field.title}
    >
      <header className={styles.head}>
        {mark ? (
          <span className={styles.mark} aria-hidden>
            {mark}
          </span>
        ) : null}
        <h2 className={styles.title} dir="auto">
          {field.title}
        </h2>
        {chosen ? <span className={styles.choice}>Your choice</span> : null}
        <span className={styles.tools}>
          {formatted ? (
            <IconButton
              label={raw ? "Show formatted (M)" : "Show raw text (M)"}
              aria-pressed={raw}
              onClick={onRaw}
            >
              {raw ? <IconMarkdown size={16} /> : <IconFileText size={16} />}
            </IconButton>
          ) : null}
          {text ? <CopyButton compact text={text} label={`Copy ${field.title}`} /> : null}
        </span>
      </header>
      {text.trim() === "" ? (
        <p className={styles.empty}>(empty)</p>
      ) : (
        <Folded text={text} foldable={!alone && !marking && text.length > foldAfter}>
          <Content text={text} field={field} marking={marking} formatted={formatted && !raw} />
        </Folded>
      )}
    </section>
  )
})

interface ContentProps {
  readonly text: string
  readonly field: Field
  readonly marking: Marking | undefined
  readonly formatted: boolean
}

function Content({ text, field, marking, formatted }: ContentProps) {
  // Marked text stands as it was written: offsets count its characters, also where it is Markdown.
  if (marking) return <SpanText text={text} title={field.title} field={field.name} {...marking} />
  return formatted ? <MarkdownText text={text} /> : <PlainText text={text} />
}

function Folded({
  text,
  foldable,
  children,
}: {
  text: string
  foldable: boolean
  children: React.ReactNode
}) {
  const [open, setOpen] = useState(false)
  if (!foldable) return children
  return (
    <>
      <div className={styles.fold} data-open={open || undefined}>
        {children}
      </div>
      <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Show less" : `Show all ${count(text.length)} characters`}
      </button>
    </>
  )
}
